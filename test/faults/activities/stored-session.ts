import { expect } from 'vitest';
import type { Json } from '../../../src/engine/json.ts';
import type { JournalEntry } from '../../../src/engine/ports/journal.ts';
import type { FileSystem } from '../../../src/store/file-system.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { MemoryDisk } from '../../../src/store/testing/memory-disk.ts';
import { mildest } from '../../../src/store/testing/power-loss.ts';
import { namesIn } from './names-in.ts';
import { HOME, performPrune, storeLater } from './perform.ts';

/** Of every session that is written. */
export const SHARED_BLOB = 'every session has this';

/** All that a session which has ended holds. */
export interface Told {
  readonly entries: readonly JournalEntry[];
  readonly summary: Json | undefined;
  readonly blobs: readonly string[];
}

/** Writes a session of several segments, with a snapshot and blobs. */
export async function writeSession(fileSystem: FileSystem, id: string): Promise<void> {
  const store = await openStore({ home: HOME, fileSystem, segmentBytes: 400 });
  const session = await store.createSession(id);
  session.journal.append({ type: 'session-started', id });
  for (let round = 1; round <= 4; round += 1) {
    const blob = await session.blobs.put(round === 1 ? SHARED_BLOB : `${id} ${round}`);
    session.journal.append({ type: 'round-done', round, blob });
    await session.journal.synced();
  }
  await session.writeSnapshot({ seq: 5, state: { rounds: 4 } });
  await session.close();
  await store.writeSummary(id, { count: 5, status: 'completed' });
}

/** Returns all that the store tells of the session; throws where something of it is missing. */
export async function told(store: Store, id: string): Promise<Told> {
  const entries: JournalEntry[] = [];
  const blobs: string[] = [];
  for await (const entry of store.readEntries(id)) {
    entries.push(entry);
    const { blob } = entry.event;
    if (typeof blob === 'string') blobs.push(await store.blobs.getText(blob));
  }
  expect(entries).toHaveLength(5);
  return { entries, summary: await store.readSummary(id), blobs };
}

/** Returns a disk as `fill` fills it; filled once, and given as a copy each time. */
export function copiesOf(fill: (disk: MemoryDisk) => Promise<void>): () => Promise<MemoryDisk> {
  let filled: Promise<MemoryDisk> | undefined;
  const fillNew = async (): Promise<MemoryDisk> => {
    const disk = new MemoryDisk();
    await fill(disk);
    return disk;
  };
  return async () => (await (filled ??= fillNew())).afterPowerLoss(mildest);
}

/** Prunes, whereupon nothing is left that interrupted work had made. */
export async function pruneAll(fileSystem: FileSystem, home: string): Promise<void> {
  await performPrune(fileSystem, home);
  for (const folder of ['removing', 'importing', 'blobs/aside'])
    expect(await namesIn(fileSystem, `${home}/${folder}`), folder).toEqual([]);
}

/** Texts of all blobs that lie in the store, sorted. */
export async function blobsIn(fileSystem: FileSystem, home: string): Promise<string[]> {
  const { blobs } = await storeLater(fileSystem, home);
  const texts: string[] = [];
  for (const shard of (await namesIn(fileSystem, `${home}/blobs`)).filter((name) => name.length === 2))
    for (const name of await namesIn(fileSystem, `${home}/blobs/${shard}`))
      texts.push(await blobs.getText(shard + name));
  return texts.sort();
}
