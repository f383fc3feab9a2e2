import { randomUUID } from 'node:crypto';
import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem, type FileSystem } from './file-system.ts';
import { openStore } from './open-store.ts';
import type { OwnedSession } from './session.ts';
import { writeSnapshot } from './snapshot.ts';
import { onFiles } from './testing/on-files.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const SEGMENT_BYTES = 300;

interface Kept {
  readonly home: string;
  readonly id: string;
}

async function opened({ home, id }: Kept, fileSystem?: FileSystem): Promise<OwnedSession> {
  const store = await openStore({ home, segmentBytes: SEGMENT_BYTES, ...(fileSystem && { fileSystem }) });
  return store.openSession(id, { write: true });
}

async function append(session: OwnedSession, from: number, to: number): Promise<void> {
  for (let index = from; index <= to; index += 1) {
    session.journal.append({ type: 'counted', index });
    await session.journal.written();
  }
}

/** A session of 20 events over several segments, with a snapshot of the first 15. */
async function withSnapshot(): Promise<Kept> {
  const kept = { home: await temporaryFolder(), id: randomUUID() };
  const store = await openStore({ home: kept.home, segmentBytes: SEGMENT_BYTES });
  const session = await store.createSession(kept.id);
  await append(session, 1, 15);
  await session.writeSnapshot({ seq: 15, state: 'fifteen' });
  await append(session, 16, 20);
  await session.close();
  return kept;
}

const journalOf = ({ home, id }: Kept): string => join(home, 'sessions', id, 'journal');
const snapshotOf = ({ home, id }: Kept): string => join(home, 'sessions', id, 'snapshot.json');

/** Cuts the journal after the entry, as a repair by hand would: nothing is damaged then. */
async function cutAfter(kept: Kept, seq: number): Promise<void> {
  const dir = journalOf(kept);
  const { rm } = await import('node:fs/promises');
  const { gunzipSync } = await import('node:zlib');
  for (const name of (await readdir(dir)).sort()) {
    const path = join(dir, name);
    const bytes = await readFile(path);
    const lines = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
    const good = lines.filter((line) => line !== '' && Number(/"seq":(\d+)/.exec(line)?.[1]) <= seq);
    await rm(path);
    if (good.length > 0) await writeFile(path.replace(/\.gz$/, ''), `${good.join('\n')}\n`);
  }
}

async function seqsOf(session: OwnedSession, afterSeq = 0): Promise<number[]> {
  const seqs: number[] = [];
  for await (const { seq } of session.journal.entries(afterSeq)) seqs.push(seq);
  return seqs;
}

/** The names of files of which anything was read. */
function watchedReads(): { readonly fileSystem: FileSystem; readonly read: Map<string, number> } {
  const read = new Map<string, number>();
  const fileSystem = onFiles((file, path) => ({
    read: async (...args) => {
      const result = await file.read(...args);
      const name = basename(path);
      read.set(name, (read.get(name) ?? 0) + result.bytesRead);
      return result;
    },
  }));
  return { fileSystem, read };
}

describe('a session with a snapshot', () => {
  it('is opened by reading the end of its journal only', async () => {
    const kept = await withSnapshot();
    const { fileSystem, read } = watchedReads();
    const session = await opened(kept, fileSystem);
    expect(session.journal.lastSeq).toBe(20);
    expect(await session.readSnapshot()).toEqual({ seq: 15, state: 'fifteen' });
    expect(await seqsOf(session, 15)).toEqual([16, 17, 18, 19, 20]);
    const first = [...read.keys()].filter((name) => name < '000003');
    expect(first).toEqual([]);
    await session.close();
  });

  it('keeps it when only what follows it is damaged', async () => {
    const kept = await withSnapshot();
    const names = (await readdir(journalOf(kept))).filter((name) => name.endsWith('.jsonl')).sort();
    const last = join(journalOf(kept), names.at(-1) as string);
    await truncate(last, (await stat(last)).size - 1);
    const session = await opened(kept);
    expect(session.journal.lastSeq).toBe(19);
    expect(session.damage).toMatchObject([{ kind: 'set-aside', afterSeq: 19 }]);
    expect(await session.readSnapshot()).toEqual({ seq: 15, state: 'fifteen' });
    await session.close();
  });

  it.each([
    ['was cut before it', 14],
    ['is empty', 0],
  ])('whose journal %s loses it before anything is appended, for ever', async (_what, seq) => {
    const kept = await withSnapshot();
    await cutAfter(kept, seq);
    const session = await opened(kept);
    expect(await readdir(join(kept.home, 'sessions', kept.id))).not.toContain('snapshot.json');
    expect(await session.readSnapshot()).toBeUndefined();
    await append(session, seq + 1, 30);
    await session.close();
    const again = await opened(kept);
    expect(await again.readSnapshot()).toBeUndefined();
    expect(await seqsOf(again)).toHaveLength(30);
    await again.close();
  });

  it('whose journal went on differently does not trust it, although the number is there', async () => {
    const kept = await withSnapshot();
    const snapshot = await readFile(snapshotOf(kept));
    await cutAfter(kept, 12);
    const session = await opened(kept);
    await append(session, 100, 110);
    await session.close();
    await writeFile(snapshotOf(kept), snapshot);
    const again = await opened(kept);
    expect(await again.readSnapshot()).toBeUndefined();
    expect(await seqsOf(again)).toHaveLength(23);
    await again.close();
  });

  it('that cannot be deleted is not opened, says so, and lets others try', async () => {
    const kept = await withSnapshot();
    await cutAfter(kept, 3);
    const unlink = (path: string): Promise<void> =>
      path === snapshotOf(kept)
        ? Promise.reject(Object.assign(new Error('EROFS'), { code: 'EROFS' }))
        : nodeFileSystem.unlink(path);
    await expect(opened(kept, { ...nodeFileSystem, unlink })).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/^Cannot delete the snapshot in .*\.$/),
    });
    await (await opened(kept)).close();
  });

  it('says where the journal is damaged before it when somebody reads all of it, and appends nothing wrong', async () => {
    const kept = await withSnapshot();
    const names = (await readdir(journalOf(kept))).sort();
    const second = join(journalOf(kept), names[1] as string);
    await writeFile(second, 'damage');
    const session = await opened(kept);
    expect(await seqsOf(session, 15)).toHaveLength(5);
    await expect(seqsOf(session)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(
        /^The journal in .* is damaged after entry \d+, .* snapshot\.json .*\.$/,
      ),
    });
    await session.close();
  });

  it('may be of an earlier entry than the last, and of none that is not there', async () => {
    const kept = await withSnapshot();
    const session = await opened(kept);
    await session.writeSnapshot({ seq: 18, state: 'eighteen' });
    await expect(session.writeSnapshot({ seq: 21, state: 'none' })).rejects.toMatchObject({
      code: 'internal',
    });
    expect(await session.readSnapshot()).toEqual({ seq: 18, state: 'eighteen' });
    await session.close();
    const again = await opened(kept);
    expect(await again.readSnapshot()).toEqual({ seq: 18, state: 'eighteen' });
    await again.close();
  });

  it('of before the first entry is one, too', async () => {
    const kept = { home: await temporaryFolder(), id: randomUUID() };
    const first = await (await openStore({ home: kept.home })).createSession(kept.id);
    await first.writeSnapshot({ seq: 0, state: 'nothing' });
    await first.close();
    const session = await opened(kept);
    expect(await session.readSnapshot()).toEqual({ seq: 0, state: 'nothing' });
    await session.close();
  });

  it('that is damaged is passed over: the journal is read from its beginning', async () => {
    const kept = await withSnapshot();
    await appendFile(snapshotOf(kept), ' ');
    const session = await opened(kept);
    expect(await session.readSnapshot()).toBeUndefined();
    expect(await seqsOf(session)).toHaveLength(20);
    await session.close();
  });

  it('that somebody else put there meanwhile is not taken for its own', async () => {
    const kept = await withSnapshot();
    const session = await opened(kept);
    await writeSnapshot(snapshotOf(kept), { seq: 15, checksum: '00000000', state: 'forged' });
    expect(await session.readSnapshot()).toBeUndefined();
    await session.close();
  });
});

describe('compaction in a session', () => {
  it('is on, and what goes wrong with it is told in one sentence and loses nothing', async () => {
    const kept = { home: await temporaryFolder(), id: randomUUID() };
    const rename = (from: string, to: string): Promise<void> =>
      to.endsWith('.gz')
        ? Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
        : nodeFileSystem.rename(from, to);
    const fileSystem = { ...nodeFileSystem, rename };
    const store = await openStore({ home: kept.home, segmentBytes: SEGMENT_BYTES, fileSystem });
    const session = await store.createSession(kept.id);
    await append(session, 1, 20);
    const told = await new Promise((resolve) => session.onWarning(resolve));
    expect(told).toMatch(/^Cannot compact the journal in .*disk is full.* Nothing is lost/);
    expect(await seqsOf(session)).toHaveLength(20);
    await session.close();
    const again = await opened(kept);
    await append(again, 21, 25);
    const isPacked = async (): Promise<boolean> =>
      (await readdir(journalOf(kept))).some((name) => name.endsWith('.gz'));
    while (!(await isPacked())) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await seqsOf(again)).toHaveLength(25);
    await again.close();
  });
});
