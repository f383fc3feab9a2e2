import { join } from 'node:path';
import { blobPath, blobsAside } from '../blobs.ts';
import { ifPresent, type FileSystem } from '../file-system.ts';
import type { HomePaths } from '../home.ts';
import { isLocked } from '../lock/acquire-lock.ts';
import { inStore } from '../store-error.ts';
import { HashFilter } from './hash-filter.ts';
import { namedHashes } from './named-hashes.ts';
import { storedIds } from './stored-sessions.ts';

/** A blob this young is never removed, whoever names it. */
const YOUNG_MS = 3_600_000;
/** Clocks of files and of processes differ a little. */
const SLACK_MS = 60_000;
const SHARD = /^[0-9a-f]{2}$/;
const HASH = /^[0-9a-f]{64}$/;
const HALF_WRITTEN = /\.tmp$/;

export interface Sweep {
  readonly fileSystem: FileSystem;
  readonly paths: HomePaths;
  readonly now: number;
  /** Sessions that count as gone. */
  readonly without: ReadonlySet<string>;
  /** Removes nothing, and only counts. */
  readonly dryRun: boolean;
}

export interface Swept {
  readonly blobs: number;
  readonly bytes: number;
}

/*
 * Why no session loses a blob that it has just put and not yet named: a `put` makes the blob young, also one that was
 * there. The horizon below is fixed before any journal is read, at least an hour back and before the beginning of
 * every session (or import) that runs then. What such a session puts is younger than the horizon, and so is what a
 * session puts that begins later; everything else that a journal will ever name it names already. A `put` that comes
 * between the look at a blob's age and its removal is seen at the second look, after the blob was moved aside: it goes
 * back, and is read from aside meanwhile. A `put` after that finds nothing and writes the blob anew.
 */

/** Removes the blobs that are older than the horizon and that no session names; returns how many, and their bytes. */
export async function sweepBlobs(sweep: Sweep): Promise<Swept> {
  const { fileSystem, paths, dryRun } = sweep;
  const horizon = await inStore('look at the locks', paths.sessions, () => horizonOf(sweep));
  const judgement = { horizon, named: await allNamed(sweep) };
  return inStore('remove blobs', paths.blobs, async () => {
    if (!dryRun) await giveBackAll(sweep);
    let [blobs, bytes] = [0, 0];
    for (const shard of (await fileSystem.readdir(paths.blobs)).filter((name) => SHARD.test(name))) {
      for (const name of await fileSystem.readdir(join(paths.blobs, shard))) {
        const freed = await swept(sweep, { shard, name }, judgement);
        if (freed === undefined) continue;
        if (HASH.test(shard + name)) blobs += 1;
        bytes += freed;
      }
    }
    return { blobs, bytes };
  });
}

async function horizonOf({ fileSystem, paths, now }: Sweep): Promise<number> {
  const imports = (await ifPresent(fileSystem.readdir(paths.importing))) ?? [];
  const locks = [
    ...(await storedIds(fileSystem, paths)).map((id) => paths.session(id).lock),
    ...imports.map((name) => join(paths.importing, name, 'lock')),
  ];
  let horizon = now - YOUNG_MS;
  for (const lock of locks) {
    if (await isLocked(lock, fileSystem))
      horizon = Math.min(horizon, (await oldestIn(fileSystem, lock)) - SLACK_MS);
  }
  return horizon;
}

async function oldestIn(fileSystem: FileSystem, dir: string): Promise<number> {
  let oldest = Infinity;
  for (const name of (await ifPresent(fileSystem.readdir(dir))) ?? []) {
    const status = await ifPresent(fileSystem.stat(join(dir, name)));
    oldest = Math.min(oldest, status?.mtimeMs ?? Infinity);
  }
  return oldest;
}

async function allNamed({ fileSystem, paths, without }: Sweep): Promise<HashFilter> {
  const named = new HashFilter();
  for (const id of await storedIds(fileSystem, paths)) {
    if (without.has(id)) continue;
    for await (const hash of namedHashes(fileSystem, paths.session(id))) named.add(hash);
  }
  return named;
}

interface Judgement {
  readonly horizon: number;
  readonly named: HashFilter;
}

/** Returns the bytes that were freed, or undefined when the file stays. */
async function swept(
  sweep: Sweep,
  { shard, name }: { readonly shard: string; readonly name: string },
  { horizon, named }: Judgement,
): Promise<number | undefined> {
  const { fileSystem, paths } = sweep;
  const hash = shard + name;
  const isBlob = HASH.test(hash);
  if (isBlob ? named.has(hash) : !HALF_WRITTEN.test(name)) return undefined;
  const path = join(paths.blobs, shard, name);
  const status = await ifPresent(fileSystem.stat(path));
  if (status === undefined || status.mtimeMs >= horizon) return undefined;
  if (sweep.dryRun) return status.size;
  if (!isBlob) await ifPresent(fileSystem.unlink(path));
  else if (!(await removedOld(sweep, hash, horizon))) return undefined;
  return status.size;
}

async function removedOld(sweep: Sweep, hash: string, horizon: number): Promise<boolean> {
  const { fileSystem, paths } = sweep;
  const aside = join(blobsAside(paths.blobs), hash);
  await fileSystem.makeFolder(blobsAside(paths.blobs));
  await fileSystem.rename(blobPath(paths.blobs, hash), aside);
  const isOld = (await fileSystem.stat(aside)).mtimeMs < horizon;
  await (isOld ? fileSystem.unlink(aside) : giveBack(sweep, hash));
  return isOld;
}

/** What a kill left aside was not decided on. */
async function giveBackAll(sweep: Sweep): Promise<void> {
  const names = (await ifPresent(sweep.fileSystem.readdir(blobsAside(sweep.paths.blobs)))) ?? [];
  for (const hash of names.filter((name) => HASH.test(name))) await giveBack(sweep, hash);
}

async function giveBack({ fileSystem, paths }: Sweep, hash: string): Promise<void> {
  const aside = join(blobsAside(paths.blobs), hash);
  // It may take the place of one that was put anew meanwhile, and must not be older than that.
  await fileSystem.touch(aside);
  await fileSystem.rename(aside, blobPath(paths.blobs, hash));
}
