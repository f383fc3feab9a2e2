import { join } from 'node:path';
import { ifPresent, type FileSystem } from '../file-system.ts';
import type { HomePaths } from '../home.ts';
import { isLocked } from '../lock/acquire-lock.ts';
import { inStore } from '../store-error.ts';

/** Removes what imports that were killed left; one whose process lives stays. */
export async function removeStaleImports(options: {
  readonly fileSystem: FileSystem;
  readonly paths: HomePaths;
}): Promise<void> {
  const { fileSystem, paths } = options;
  await inStore('look for interrupted imports', paths.importing, async () => {
    for (const name of (await ifPresent(fileSystem.readdir(paths.importing))) ?? []) {
      const dir = join(paths.importing, name);
      if (!(await isLocked(join(dir, 'lock'), fileSystem))) await fileSystem.removeFolder(dir);
    }
  });
}
