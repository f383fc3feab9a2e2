import type { JournalEntry } from '../../../src/engine/ports/journal.ts';
import type { FileSystem } from '../../../src/store/file-system.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';

const DAY_MS = 86_400_000;

export const HOME = '/base/home';
/** The store that is imported into. */
export const OTHER = '/base/other';
export const OUT = '/base/out';
export const ARCHIVE = `${OUT}/session.tar.gz`;
export const SESSION = '5ca1ab1e-0000-4000-8000-000000000001';

export function storeOn(fileSystem: FileSystem, home = HOME): Promise<Store> {
  return openStore({ home, fileSystem });
}

/** Returns a store for which everything on the disk is days old. */
export function storeLater(fileSystem: FileSystem, home = HOME): Promise<Store> {
  const now = (): number => Date.now() + 10 * DAY_MS;
  return openStore({ home, fileSystem, clock: { now, monotonic: () => performance.now() } });
}

export async function performExport(fileSystem: FileSystem): Promise<void> {
  await (await storeOn(fileSystem)).exportSession(SESSION, ARCHIVE);
}

export async function performImport(fileSystem: FileSystem): Promise<void> {
  await (await storeOn(fileSystem, OTHER)).importSession(ARCHIVE, summarise);
}

async function summarise(entries: AsyncIterable<JournalEntry>) {
  let [id, count] = ['', 0];
  for await (const { event } of entries) {
    count += 1;
    if (event.type === 'session-started') id = String(event['id']);
  }
  return { id, summary: { count, status: 'completed' } };
}

/** Removes what rested for two days, but for that session. */
export async function performPrune(fileSystem: FileSystem, home = HOME): Promise<void> {
  const whyKept = (id: string) => Promise.resolve(id === SESSION ? 'is needed' : undefined);
  const look = () => Promise.resolve({ whyKept, belongings: () => [] });
  const store = await storeLater(fileSystem, home);
  await store.prune({ rule: { olderThanMs: 2 * DAY_MS }, dryRun: false, look });
}

/** What a process of its own can do, by name. */
export const PERFORM: Readonly<Record<string, (fileSystem: FileSystem) => Promise<void>>> = {
  export: performExport,
  import: performImport,
  prune: performPrune,
};
