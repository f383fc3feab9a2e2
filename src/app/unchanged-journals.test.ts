import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/cli/support/temporary-folder.ts';
import { openStore } from '../store/open-store.ts';
import { UnchangedJournals } from './unchanged-journals.ts';

/** A session of two events, and a store that counts how often journals are opened. */
async function watched() {
  const store = await openStore({ home: temporaryFolder() });
  const session = await store.createSession(randomUUID());
  session.journal.append({ type: 'one' });
  session.journal.append({ type: 'two' });
  await session.journal.written();
  let opened = 0;
  const journals = new UnchangedJournals({
    paths: store.paths,
    readEntries: (id, afterSeq) => {
      opened += 1;
      return store.readEntries(id, afterSeq);
    },
  });
  const types = async (afterSeq: number): Promise<string[]> => {
    const found: string[] = [];
    for await (const { event } of journals.entries(session.id, afterSeq)) found.push(event.type);
    return found;
  };
  return { session, types, opened: () => opened };
}

it('a journal that was read to its end is opened again only when it has grown', async () => {
  const { session, types, opened } = await watched();
  expect(await types(0)).toEqual(['one', 'two']);
  expect([await types(2), await types(2), opened()]).toEqual([[], [], 1]);
  session.journal.append({ type: 'three' });
  await session.journal.written();
  expect(await types(2)).toEqual(['three']);
  expect([await types(3), opened()]).toEqual([[], 2]);
  await session.close();
});

it('who asks from another entry on gets what there is', async () => {
  const { session, types } = await watched();
  expect(await types(0)).toEqual(['one', 'two']);
  expect(await types(1)).toEqual(['two']);
  expect(await types(0)).toEqual(['one', 'two']);
  await session.close();
});
