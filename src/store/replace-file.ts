import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { dirname } from 'node:path';
import { ifPresent, systemCode, type FileSystem, type OpenFile } from './file-system.ts';
import { writeFully } from './write-fully.ts';

// On Windows a rename fails while a reader or a virus scanner has the target open for a moment.
const HELD_OPEN = new Set(['EPERM', 'EACCES', 'EBUSY']);
const RENAME_PAUSES_MS = [10, 30, 100, 300];

async function renameOver(fileSystem: FileSystem, from: string, to: string): Promise<void> {
  for (const pause of process.platform === 'win32' ? RENAME_PAUSES_MS : []) {
    try {
      return await fileSystem.rename(from, to);
    } catch (error) {
      if (!HELD_OPEN.has(systemCode(error) ?? '')) throw error;
      await delay(pause);
    }
  }
  await fileSystem.rename(from, to);
}

type Fill = (file: OpenFile) => Promise<void>;

async function writeSynced(fileSystem: FileSystem, path: string, fill: Fill): Promise<void> {
  const file = await fileSystem.open(path, 'wx');
  try {
    await fill(file);
    await file.datasync();
  } finally {
    await file.close();
  }
}

export interface Replacing {
  /** Where the new content is written first; by default a name that nothing has. */
  readonly beside?: string;
  /** Is given the path beside, and may still refuse it by throwing. */
  readonly check?: (beside: string) => Promise<void>;
}

/**
 * Gives the file the content that `fill` writes: beside it, synced, then renamed, so that readers and kills see the old or the new, never a
 * mix. Rejects with the system's error, or that of `fill` or `check`.
 */
export async function replaceWith(
  fileSystem: FileSystem,
  path: string,
  fill: Fill,
  { beside = `${path}.${randomUUID()}.tmp`, check }: Replacing = {},
): Promise<void> {
  try {
    await writeSynced(fileSystem, beside, fill);
    await check?.(beside);
    await renameOver(fileSystem, beside, path);
  } catch (error) {
    await removeLeftover(fileSystem, beside);
    throw error;
  }
  await fileSystem.syncFolder(dirname(path));
}

/**
 * Gives the file new content in one step, as `replaceWith` does.
 * The write-file-atomic package does the same but not through a file system that tests can make fail. Rejects with the system's error.
 */
export function replaceFile(
  fileSystem: FileSystem,
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return replaceWith(fileSystem, path, (file) => writeFully(file, bytes));
}

async function removeLeftover(fileSystem: FileSystem, path: string): Promise<void> {
  try {
    await ifPresent(fileSystem.unlink(path));
  } catch {
    // The first failure is the one to report; a leftover `.tmp` harms nobody.
  }
}
