import { ifPresent, type FileSystem } from '../../../src/store/file-system.ts';

/** Names in the folder, sorted; none when it is not there. */
export async function namesIn(fileSystem: FileSystem, folder: string): Promise<string[]> {
  return ((await ifPresent(fileSystem.readdir(folder))) ?? []).sort();
}
