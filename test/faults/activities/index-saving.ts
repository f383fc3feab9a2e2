import { expect } from 'vitest';
import { savedIndex } from '../../../src/app/index/saved/index-file.ts';
import { SessionIndexes } from '../../../src/app/index/session-indexes.ts';
import { randomJournal } from '../../../src/app/index/testing/random-journal.ts';
import type { JournalEntry } from '../../../src/engine/ports/journal.ts';
import type { FileSystem } from '../../../src/store/file-system.ts';
import type { ActivityOnDisk } from './activity.ts';
import { copiesOf } from './stored-session.ts';

const FILE = '/index.sqlite';
const ENTRIES = randomJournal(5, 400);
const HALF = 200;

/** Asks what a panel asks, of the journal up to an entry; the index is saved by the way. */
async function answers(fileSystem: FileSystem, upTo = ENTRIES.length): Promise<unknown> {
  async function* read(_id: string, afterSeq: number): AsyncGenerator<JournalEntry> {
    await Promise.resolve();
    yield* ENTRIES.slice(afterSeq, upTo);
  }
  const indexes = new SessionIndexes({ read, file: () => FILE, fileSystem, worthSaving: 1 });
  const index = await indexes.get('session');
  const outline = index.outline({ offset: 0, limit: 200 });
  await indexes.dispose();
  return [outline, index.graph({ limit: 60 }), index.view.totals];
}

const savedAtHalf = copiesOf(async ({ fileSystem }) => void (await answers(fileSystem, HALF)));

export const indexSaving: ActivityOnDisk = {
  name: 'reading and saving the index',
  atLeast: 2,
  async begin() {
    const disk = await savedAtHalf();
    const expected = await answers((await savedAtHalf()).fileSystem);
    return {
      disk,
      // Whatever fails costs time only: the journal answers.
      perform: async (fileSystem) => expect(await answers(fileSystem)).toEqual(expected),
      async check(fileSystem, { when }) {
        const saved = await savedIndex(await fileSystem.readFile(FILE));
        expect([HALF, ENTRIES.at(-1)?.seq], when).toContain(saved?.view.seq);
        expect(await answers(fileSystem), when).toEqual(expected);
      },
    };
  },
};
