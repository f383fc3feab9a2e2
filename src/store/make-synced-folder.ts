import { dirname } from 'node:path';
import { ifPresent, type FileSystem } from './file-system.ts';

/**
 * Creates the folder and its missing parents so that power loss doesn't take them: a synced file is worth nothing in a folder whose name
 * is gone. The folder's own name is synced even if it was there, as a kill may have come between. Rejects with the system's error.
 */
export async function makeSyncedFolder(fileSystem: FileSystem, path: string): Promise<void> {
  const parent = dirname(path);
  if ((await ifPresent(fileSystem.stat(parent))) === undefined && parent !== path) {
    await makeSyncedFolder(fileSystem, parent);
  }
  await fileSystem.makeFolder(path);
  await fileSystem.syncFolder(parent);
}
