import type { FileSystem } from '../../../src/store/file-system.ts';
import { namesIn } from './names-in.ts';
import { HOME, OTHER } from './perform.ts';

/** Removes all locks, as the end of their process would: that process is the test's, and lives. */
export async function forgetLocks(fileSystem: FileSystem): Promise<void> {
  for (const home of [HOME, OTHER]) {
    await fileSystem.removeFolder(`${home}/pruning`);
    for (const folder of ['sessions', 'importing'])
      for (const name of await namesIn(fileSystem, `${home}/${folder}`))
        await fileSystem.removeFolder(`${home}/${folder}/${name}/lock`);
  }
}
