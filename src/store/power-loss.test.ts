import { describe, expect, it } from 'vitest';
import {
  countOn,
  FINISHED,
  forgetLock,
  nothingYet,
  openedOn,
  SESSION,
  storeOn,
  wholeCount,
  type Acknowledged,
} from './testing/counting-session.ts';
import { faultyFileSystem } from './testing/faulty-file-system.ts';
import { MemoryDisk } from './testing/memory-disk.ts';
import { drawnFate, strictest } from './testing/power-loss.ts';

/** Checks that all that was promised is there after power loss, and that going on with it comes to the same end. */
async function checkAndFinish({ fileSystem }: MemoryDisk, noted: Acknowledged, when: string): Promise<void> {
  await forgetLock(fileSystem);
  const store = await storeOn(fileSystem);
  if (!(await store.listSessions()).includes(SESSION)) expect(noted.synced, when).toBe(0);
  const session = await openedOn(store);
  const { lastSeq } = await wholeCount(session);
  expect(lastSeq, when).toBe(session.journal.lastSeq);
  expect(lastSeq, when).toBeGreaterThanOrEqual(noted.synced);
  expect((await session.readSnapshot())?.seq ?? 0, when).toBeLessThanOrEqual(lastSeq);
  for (const [round, blob] of noted.blobs)
    expect(await store.blobs.getText(blob), when).toBe(`blob of round ${round}`);
  await session.close();
  expect(await countOn(fileSystem, nothingYet()), when).toEqual(FINISHED);
  const finished = await openedOn(store);
  expect((await wholeCount(finished)).state, when).toEqual(FINISHED);
  await finished.close();
}

describe('when the power goes', () => {
  it('again, what was promised after the first time is there, too', async () => {
    for (let at = 1; at < 60; at += 1) {
      const first = new MemoryDisk();
      await countOn(faultyFileSystem(first.fileSystem, at, 'crash'), nothingYet()).catch(() => undefined);
      const second = first.afterPowerLoss(drawnFate('first', at));
      await forgetLock(second.fileSystem);
      const noted = nothingYet();
      await countOn(second.fileSystem, noted);
      await checkAndFinish(second.afterPowerLoss(strictest), noted, `operation ${at}`);
    }
  }, 300_000);

  it('what a killed process had written only is there once the next one promises it, without appending anything', async () => {
    const disk = new MemoryDisk();
    const store = await storeOn(disk.fileSystem);
    const killed = await openedOn(store);
    await killed.journal.synced();
    killed.journal.append({ type: 'decided' });
    await killed.journal.written();
    await forgetLock(disk.fileSystem);
    const next = await (await storeOn(disk.fileSystem)).openSession(SESSION, { write: true });
    await next.journal.synced();
    const found = disk.afterPowerLoss(strictest);
    let entries = 0;
    for await (const { seq } of (await storeOn(found.fileSystem)).readEntries(SESSION)) entries = seq;
    expect(entries).toBe(1);
  });

  it('a blob that was stored twice at once is there as soon as either was promised', async () => {
    const disk = new MemoryDisk();
    const { blobs } = await storeOn(disk.fileSystem);
    const first = blobs.put('the same');
    const hash = await Promise.race([first, blobs.put('the same'), blobs.put('the same')]);
    const found = await storeOn(disk.afterPowerLoss(strictest).fileSystem);
    expect(await found.blobs.getText(hash)).toBe('the same');
  });
});
