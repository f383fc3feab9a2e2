import { expect } from 'vitest';
import type { FileSystem } from '../../../src/store/file-system.ts';
import {
  countOn,
  FINISHED,
  nothingYet,
  openedOn,
  SESSION,
  storeOn,
  wholeCount,
} from '../../../src/store/testing/counting-session.ts';
import { MemoryDisk } from '../../../src/store/testing/memory-disk.ts';
import type { ActivityOnDisk } from './activity.ts';

async function goOnToTheEnd(fileSystem: FileSystem, when: string): Promise<void> {
  expect(await countOn(fileSystem, nothingYet()), when).toEqual(FINISHED);
  const finished = await openedOn(await storeOn(fileSystem));
  expect((await wholeCount(finished)).state, when).toEqual(FINISHED);
  await finished.close();
}

export const running: ActivityOnDisk = {
  name: 'a session that runs (journal, blobs, snapshot, compaction, summary and lock)',
  atLeast: 40,
  begin: () => {
    const noted = nothingYet();
    return Promise.resolve({
      disk: new MemoryDisk(),
      perform: async (fileSystem) => expect(await countOn(fileSystem, noted)).toEqual(FINISHED),
      async check(fileSystem, { when, powerLost }) {
        const store = await storeOn(fileSystem);
        const promised = powerLost ? noted.synced : noted.written;
        if (!(await store.listSessions()).includes(SESSION)) expect(promised, when).toBe(0);
        const session = await openedOn(store);
        const { lastSeq } = await wholeCount(session);
        expect(lastSeq, when).toBe(session.journal.lastSeq);
        expect(lastSeq, when).toBeGreaterThanOrEqual(promised);
        expect((await session.readSnapshot())?.seq ?? 0, when).toBeLessThanOrEqual(lastSeq);
        for (const [round, blob] of noted.blobs)
          expect(await store.blobs.getText(blob), when).toBe(`blob of round ${round}`);
        const summary = (await store.readSummary(SESSION)) as { round: number } | undefined;
        expect(summary?.round ?? 0, when).toBeGreaterThanOrEqual(noted.summary);
        await session.close();
        await goOnToTheEnd(fileSystem, when);
      },
    });
  },
};
