import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blobPath, blobsAside } from '../blobs.ts';
import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { compactJournal } from '../journal/compact-journal.ts';
import { openStore, type Store } from '../open-store.ts';
import { bundledChild, startChild } from '../testing/child-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { PruneRule } from './choose.ts';
import type { Pruned } from './prune.ts';

const DAY_MS = 86_400_000;
const TWO_DAYS: PruneRule = { olderThanMs: 2 * DAY_MS };

async function newStore(fileSystem: FileSystem = nodeFileSystem): Promise<Store> {
  return openStore({ home: join(await temporaryFolder(), 'home'), fileSystem });
}

/** Makes a file count as last changed so many days ago. */
async function age(path: string, days: number): Promise<void> {
  const at = new Date(Date.now() - days * DAY_MS);
  await utimes(path, at, at);
}

async function oldBlob(store: Store, text: string): Promise<string> {
  const hash = await store.blobs.put(text);
  await age(blobPath(store.paths.blobs, hash), 9);
  return hash;
}

interface Made {
  readonly id: string;
  readonly blob: string;
}

/** A session that ended so many days ago and names one blob; its journal takes about `bytes`. */
async function madeSession(
  store: Store,
  days: number,
  { bytes = 0, text = `blob of day ${days}` } = {},
): Promise<Made> {
  const id = randomUUID();
  const session = await store.createSession(id);
  const blob = await oldBlob(store, text);
  session.journal.append({ type: 'work-done', blob, padding: 'x'.repeat(bytes) });
  await session.close();
  await store.writeSummary(id, { status: 'completed' });
  await age(store.paths.session(id).summary, days);
  return { id, blob };
}

function pruned(
  store: Store,
  rule: PruneRule,
  { kept = {}, dryRun = false }: { kept?: Readonly<Record<string, string>>; dryRun?: boolean } = {},
): Promise<Pruned> {
  const surroundings = { whyKept: (id: string) => Promise.resolve(kept[id]), belongings: () => [] };
  return store.prune({ rule, dryRun, look: () => Promise.resolve(surroundings) });
}

const idsOf = (result: Pruned): string[] => result.sessions.map(({ id }) => id);

/** Names of all blobs that lie in the store. */
async function storedBlobs(store: Store): Promise<string[]> {
  const shards = (await readdir(store.paths.blobs)).filter((name) => name.length === 2);
  const names = await Promise.all(
    shards.map(async (shard) => (await readdir(join(store.paths.blobs, shard))).map((name) => shard + name)),
  );
  return names.flat().sort();
}

describe('pruning by age', () => {
  it('removes what rested longer, with the blobs that only it named, and tells whoever watches', async () => {
    const store = await newStore();
    const [old, young] = [await madeSession(store, 3), await madeSession(store, 1)];
    const told = new Promise((resolve) => store.watchSessions(resolve));
    await mkdir(store.paths.worktrees(old.id), { recursive: true });
    const result = await pruned(store, TWO_DAYS);
    expect(idsOf(result)).toEqual([old.id]);
    expect(result).toMatchObject({ kept: [], blobs: 1 });
    expect(result.bytes).toBeGreaterThan(result.sessions[0]?.bytes ?? Infinity);
    expect(await store.listSessions()).toEqual([young.id]);
    expect(await storedBlobs(store)).toEqual([young.blob]);
    expect(await readdir(store.paths.removing)).toEqual([]);
    expect(await readdir(join(store.paths.home, 'worktrees'))).toEqual([]);
    await expect(told).resolves.toEqual([old.id]);
  });

  it('says the same beforehand and removes nothing', async () => {
    const store = await newStore();
    const { id } = await madeSession(store, 3);
    const foreseen = await pruned(store, TWO_DAYS, { dryRun: true });
    expect(await store.listSessions()).toEqual([id]);
    expect(await storedBlobs(store)).toHaveLength(1);
    expect(await pruned(store, TWO_DAYS)).toEqual(foreseen);
  });

  it('leaves what somebody works on, what has to stay, and what was taken or used after the first look', async () => {
    const store = await newStore();
    const made = [];
    for (const days of [6, 5, 4, 3]) made.push(await madeSession(store, days));
    const [running, needed, taken, used] = made.map(({ id }) => id) as [string, string, string, string];
    const owned = [await store.openSession(running, { write: true })];
    const whyKept = async (id: string) => {
      if (id === taken && owned.length === 1) owned.push(await store.openSession(id, { write: true }));
      return id === needed ? 'is needed' : undefined;
    };
    let looks = 0;
    const look = async () => {
      looks += 1;
      if (looks === 2) await store.writeSummary(used, { status: 'completed', again: true });
      return { whyKept, belongings: () => [] };
    };
    const result = await store.prune({ rule: TWO_DAYS, dryRun: false, look });
    for (const session of owned) await session.close();
    expect(result.sessions).toEqual([]);
    expect(result.kept).toEqual([
      { id: running, why: 'is in use' },
      { id: needed, why: 'is needed' },
      { id: taken, why: 'is in use' },
      { id: used, why: 'was used meanwhile' },
    ]);
    expect(await store.listSessions()).toHaveLength(4);
    expect(await storedBlobs(store)).toHaveLength(4);
    await (await store.openSession(used, { write: true })).close();
  });

  it.each([
    ['a session and its blob say that they are of the future', -40, 0],
    ['the clock was set back since they were written', 0, -40],
  ])('removes nothing where %s', async (_what, days, clockDays) => {
    const folder = join(await temporaryFolder(), 'home');
    const { now } = Date;
    const clock = { now: () => now() + clockDays * DAY_MS, monotonic: () => performance.now() };
    const store = await openStore({ home: folder, clock });
    const { id, blob } = await madeSession(store, days);
    const unnamed = await store.blobs.put('named by nobody');
    for (const hash of [blob, unnamed]) await age(blobPath(store.paths.blobs, hash), days);
    const result = await pruned(store, TWO_DAYS);
    expect(result).toMatchObject({ sessions: [], blobs: 0 });
    expect(await store.listSessions()).toEqual([id]);
    expect(await storedBlobs(store)).toEqual([blob, unnamed].sort());
  });

  it('chooses nothing without a rule', async () => {
    const store = await newStore();
    await madeSession(store, 1000);
    expect((await pruned(store, {})).sessions).toEqual([]);
  });

  it('is refused while another process prunes', async () => {
    const store = await newStore();
    let refused: Promise<unknown> | undefined;
    const look = async () => {
      refused ??= pruned(store, {}).catch((error: unknown) => error);
      await refused;
      return { whyKept: () => Promise.resolve(undefined), belongings: () => [] };
    };
    await store.prune({ rule: {}, dryRun: false, look });
    expect(await refused).toMatchObject({
      code: 'busy',
      message: expect.stringMatching(/is pruning/) as string,
    });
  });
});

describe('pruning by size', () => {
  it('removes the oldest that may go, until the rest fits, and counts a shared blob once', async () => {
    const store = await newStore();
    const shared = Array.from({ length: 20_000 }, (_, index) => Math.sin(index)).join('');
    const bytes = 20_000;
    const oldest = await madeSession(store, 4, { bytes, text: shared });
    const needed = await madeSession(store, 3, { bytes, text: shared });
    const younger = await madeSession(store, 2, { bytes, text: shared });
    const youngest = await madeSession(store, 1, { bytes, text: shared });
    const blobBytes = (await nodeFileSystem.stat(blobPath(store.paths.blobs, oldest.blob))).size;
    const kept = { [needed.id]: 'is needed' };
    const wouldGo = async (maxBytes: number) =>
      idsOf(await pruned(store, { maxBytes }, { kept, dryRun: true }));
    expect(await wouldGo(blobBytes + 4.5 * bytes)).toEqual([]);
    expect(await wouldGo(blobBytes + 3.5 * bytes)).toEqual([oldest.id]);
    expect(await wouldGo(blobBytes + 2.5 * bytes)).toEqual([oldest.id, younger.id]);
    expect(await wouldGo(0)).toEqual([oldest.id, younger.id, youngest.id]);
    expect(idsOf(await pruned(store, { maxBytes: blobBytes + 2.5 * bytes }, { kept }))).toHaveLength(2);
    expect(await store.blobs.getText(needed.blob)).toBe(shared);
  });
});

describe('blobs', () => {
  it('stay while a journal, compressed or set aside, or a message names them, or while they are young', async () => {
    const store = await newStore();
    const { id, blob: compressed } = await madeSession(store, 1);
    const [inMessage, setAside] = [await oldBlob(store, 'in a message'), await oldBlob(store, 'set aside')];
    const unnamed = await oldBlob(store, 'named by nobody');
    const young = await store.blobs.put('young');
    const { journal } = store.paths.session(id);
    await compactJournal(journal);
    expect(await readdir(journal)).toEqual(['000001.jsonl.gz']);
    await writeFile(join(journal, 'damaged-1.jsonl'), `${'x'.repeat(256 * 1024 - 30)}"${setAside}"`);
    await (await store.openSession(id, { write: false })).inbox.put({ blob: inMessage });
    expect(await pruned(store, {})).toMatchObject({ blobs: 1 });
    expect(await storedBlobs(store)).toEqual([compressed, inMessage, setAside, young].sort());
    await expect(store.blobs.get(unnamed)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stay that a session put which runs, however long ago that was', async () => {
    const store = await newStore();
    const session = await store.createSession(randomUUID());
    const blob = await oldBlob(store, 'not named yet');
    for (const name of await readdir(session.paths.lock)) await age(join(session.paths.lock, name), 10);
    expect((await pruned(store, {})).blobs).toBe(0);
    await session.close();
    expect((await pruned(store, {})).blobs).toBe(1);
    await expect(store.blobs.get(blob)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stay that are put between the look at their age and their removal', async () => {
    const putAgain = new Map<string, () => Promise<unknown>>();
    const store = await newStore({
      ...nodeFileSystem,
      rename: async (from, to) => {
        await putAgain.get(from)?.();
        return nodeFileSystem.rename(from, to);
      },
    });
    const blob = await oldBlob(store, 'put again');
    putAgain.set(blobPath(store.paths.blobs, blob), () => store.blobs.put('put again'));
    expect((await pruned(store, {})).blobs).toBe(0);
    expect(await store.blobs.getText(blob)).toBe('put again');
  });

  it('that a killed sweep left aside are given back, and not older than one put anew meanwhile', async () => {
    const store = await newStore();
    const [alone, twice] = [await oldBlob(store, 'alone'), await oldBlob(store, 'twice')];
    await mkdir(blobsAside(store.paths.blobs));
    for (const hash of [alone, twice])
      await nodeFileSystem.rename(
        blobPath(store.paths.blobs, hash),
        join(blobsAside(store.paths.blobs), hash),
      );
    expect(await store.blobs.getText(alone)).toBe('alone');
    await store.blobs.put('twice');
    await pruned(store, {});
    expect(await storedBlobs(store)).toEqual([alone, twice].sort());
  });

  it('survive whose process puts them while another prunes', async () => {
    const store = await newStore();
    const count = 150;
    for (let index = 0; index < count; index += 1) await oldBlob(store, `blob ${index}`);
    const bundle = await bundledChild('putting-child', store.paths.home);
    const id = randomUUID();
    const child = startChild(bundle, [store.paths.home, id, String(count)]);
    let printed = '';
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const begun = new Promise<void>((resolve) =>
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString('latin1');
        resolve();
      }),
    );
    await Promise.race([begun, ended]);
    let swept = 0;
    while (!printed.includes('done') && child.exitCode === null) swept += (await pruned(store, {})).blobs;
    await ended;
    expect(printed).toContain('done');
    expect(swept).toBeGreaterThan(0);
    let named = 0;
    for await (const { event } of store.readEntries(id)) {
      expect(await store.blobs.getText(event['blob'] as string)).toBe(`blob ${named}`);
      named += 1;
    }
    expect(named).toBe(count);
  });
});
