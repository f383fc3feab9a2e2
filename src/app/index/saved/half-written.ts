import { basename, dirname, join } from 'node:path';
import { ifPresent, type FileSystem } from '../../../store/file-system.ts';

/** No process writes one index for so long. */
const YOUNG_MS = 3_600_000;
const HALF_WRITTEN = /\.tmp$/u;

/** Removes what processes left beside the file that were killed while they saved it. Rejects with the system's error. */
export async function removeHalfWritten(fileSystem: FileSystem, file: string, now: number): Promise<void> {
  const folder = dirname(file);
  for (const name of await fileSystem.readdir(folder)) {
    if (!name.startsWith(`${basename(file)}.`) || !HALF_WRITTEN.test(name)) continue;
    const path = join(folder, name);
    const found = await ifPresent(fileSystem.stat(path));
    if (found !== undefined && found.mtimeMs < now - YOUNG_MS) await ifPresent(fileSystem.unlink(path));
  }
}
