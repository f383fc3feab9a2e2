import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MicrofactoryError } from '../engine/error.ts';
import type { FileSystem } from './file-system.ts';
import { openStore } from './open-store.ts';
import { bundledChild, startChild } from './testing/child-process.ts';
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
import { faultyFileSystem, type FaultKind } from './testing/faulty-file-system.ts';
import { MemoryDisk } from './testing/memory-disk.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Checks that the session holds all that was acknowledged, then goes on with it: the end must be the same as without any fault. */
async function checkAndFinish(fileSystem: FileSystem, noted: Acknowledged): Promise<void> {
  const store = await storeOn(fileSystem);
  const session = await openedOn(store);
  const { lastSeq } = await wholeCount(session);
  expect(lastSeq).toBe(session.journal.lastSeq);
  expect(lastSeq).toBeGreaterThanOrEqual(noted.written);
  expect((await session.readSnapshot())?.seq ?? 0).toBeLessThanOrEqual(lastSeq);
  for (const [round, blob] of noted.blobs)
    expect(await store.blobs.getText(blob)).toBe(`blob of round ${round}`);
  const summary = (await store.readSummary(SESSION)) as { round: number } | undefined;
  expect(summary?.round ?? 0).toBeGreaterThanOrEqual(noted.summary);
  await session.close();
  expect(await countOn(fileSystem, nothingYet())).toEqual(FINISHED);
  const finished = await openedOn(store);
  expect((await wholeCount(finished)).state).toEqual(FINISHED);
  await finished.close();
}

describe('whichever storage operation fails, of journal, snapshot, compaction, blobs, summary or lock', () => {
  it.each<FaultKind>(['once', 'crash', 'disk-full', 'read-only'])(
    '(%s) the end is the same as without it, or the error is one sentence and nothing acknowledged is lost',
    async (kind) => {
      let at = 1;
      let failures = 0;
      for (; ; at += 1) {
        const disk = new MemoryDisk();
        const noted = nothingYet();
        const faulty = faultyFileSystem(disk.fileSystem, at, kind);
        const end = await countOn(faulty, noted).catch((error: unknown) => error);
        if (end instanceof Error) {
          failures += 1;
          expect(end, `operation ${at}`).toBeInstanceOf(MicrofactoryError);
          expect(end.message, `operation ${at}`).toMatch(/^Cannot [^\n]*\.$/);
        } else expect(end, `operation ${at}`).toEqual(FINISHED);
        await forgetLock(disk.fileSystem);
        await checkAndFinish(disk.fileSystem, noted);
        if (!faulty.failed()) break;
      }
      expect(at).toBeGreaterThan(60);
      expect(failures).toBeGreaterThan(40);
    },
    300_000,
  );

  it('a session on a disk that cannot be written can still be read, and is refused in one sentence for writing', async () => {
    const disk = new MemoryDisk();
    await countOn(disk.fileSystem, nothingYet());
    const store = await storeOn(faultyFileSystem(disk.fileSystem, 1, 'read-only'));
    let entries = 0;
    for await (const { seq } of store.readEntries(SESSION)) entries = seq;
    expect(entries).toBeGreaterThan(FINISHED.round);
    await expect(store.openSession(SESSION, { write: true })).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/^Cannot lock the session in .*the file system is read-only; .*\.$/),
    });
  });
});

describe('kill -9 at any moment', () => {
  it('loses no event that written() acknowledged, and leaves the session free to be gone on with', async () => {
    const folder = await temporaryFolder();
    const bundle = await bundledChild('appending-child', folder);
    const home = join(folder, 'home');
    for (const acknowledgements of [1, 2, 3, 10, 50, 200]) {
      const id = randomUUID();
      const child = startChild(bundle, [home, id]);
      let printed = '';
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString('latin1');
        if (printed.split('\n').length > acknowledgements) child.kill('SIGKILL');
      });
      await ended;
      const acknowledged = Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
      const session = await (await openStore({ home })).openSession(id, { write: true });
      expect(session.journal.lastSeq).toBeGreaterThanOrEqual(acknowledged);
      expect(acknowledged).toBeGreaterThanOrEqual(acknowledgements);
      await session.close();
    }
  });

  it('is needed before another process may write: until then it is refused by name, and may read', async () => {
    const folder = await temporaryFolder();
    const bundle = await bundledChild('appending-child', folder);
    const [home, id] = [join(folder, 'home'), randomUUID()];
    const child = startChild(bundle, [home, id]);
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const store = await openStore({ home });
    await expect(store.openSession(id, { write: true })).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(String(child.pid)),
    });
    let seen = 0;
    for await (const { seq } of store.readEntries(id)) if (++seen >= 1) expect(seq).toBe(seen);
    expect(seen).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await ended;
    await (await store.openSession(id, { write: true })).close();
  });
});
