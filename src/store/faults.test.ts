import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MicrofactoryError } from '../engine/error.ts';
import { nodeFileSystem } from './file-system.ts';
import { openStore } from './open-store.ts';
import { bundledChild, startChild } from './testing/child-process.ts';
import { faultyFileSystem, type FaultKind, type FaultyFileSystem } from './testing/faulty-file-system.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

interface Acknowledged {
  seq: number;
  readonly blobs: string[];
  summary: number;
}

/** A small session; whatever resolved is noted, and must be there afterwards. */
async function work(
  home: string,
  id: string,
  fileSystem: FaultyFileSystem,
  noted: Acknowledged,
): Promise<void> {
  const store = await openStore({ home, fileSystem });
  const session = await store.createSession(id);
  try {
    for (let round = 1; round <= 3; round += 1) {
      noted.blobs.push(await session.blobs.put(`blob of round ${round}`));
      session.journal.append({ type: 'round-begun', round });
      session.journal.append({ type: 'round-done', round, blob: noted.blobs.at(-1) as string });
      await session.journal.written();
      noted.seq = session.journal.lastSeq;
      await store.writeSummary(id, { round });
      noted.summary = round;
      await session.writeSnapshot({ seq: noted.seq, state: { round } });
    }
  } finally {
    await session.close();
  }
}

/** Opens the session with nothing failing, checks all that was acknowledged, and goes on. */
async function checkAfter(home: string, id: string, noted: Acknowledged): Promise<void> {
  const store = await openStore({ home });
  if (!(await store.listSessions()).includes(id)) {
    expect(noted.seq).toBe(0);
    return;
  }
  const session = await store.openSession(id, { write: true });
  const snapshot = await session.readSnapshot();
  const appended = session.journal.append({ type: 'went-on' });
  const seqs: number[] = [];
  for await (const entry of session.journal.entries()) seqs.push(entry.seq);
  expect(seqs).toEqual(Array.from({ length: appended }, (_, index) => index + 1));
  expect(appended).toBeGreaterThan(noted.seq);
  expect(snapshot?.seq ?? 0).toBeLessThan(appended);
  for (const [index, blob] of noted.blobs.entries()) {
    expect(await store.blobs.getText(blob)).toBe(`blob of round ${index + 1}`);
  }
  const summary = (await store.readSummary(id)) as { round: number } | undefined;
  expect(summary?.round ?? 0).toBeGreaterThanOrEqual(noted.summary);
  await session.close();
}

/** Leaves a lock of a process that is gone, as a kill would, instead of our own. */
async function forgetLock(home: string, id: string): Promise<void> {
  const dir = join(home, 'sessions', id, 'lock');
  const { readdir, writeFile } = await import('node:fs/promises');
  for (const name of await readdir(dir).catch(() => []))
    await writeFile(join(dir, name), '{"released":true}');
}

describe('whichever file operation fails', () => {
  it.each<FaultKind>(['once', 'crash'])(
    '(%s) nothing acknowledged is lost, the error is one sentence, and the session goes on',
    async (kind) => {
      const folder = await temporaryFolder();
      let at = 1;
      for (; ; at += 1) {
        const home = join(folder, String(at));
        const id = randomUUID();
        const noted: Acknowledged = { seq: 0, blobs: [], summary: 0 };
        const fileSystem = faultyFileSystem(nodeFileSystem, at, kind);
        const failure = await work(home, id, fileSystem, noted).catch((error: unknown) => error);
        if (failure !== undefined) {
          expect(failure, `operation ${at}`).toBeInstanceOf(MicrofactoryError);
          expect((failure as Error).message).toMatch(/^Cannot [^\n]*\.$/);
        }
        await forgetLock(home, id);
        await checkAfter(home, id, noted);
        if (!fileSystem.failed()) break;
      }
      expect(at).toBeGreaterThan(50);
    },
  );
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
});
