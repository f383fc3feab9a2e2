import { join } from 'node:path';
import { nodeFileSystem, type FileSystem } from '../../src/store/file-system.ts';

/** Returns the real file system, its root being that folder. */
export function withinFolder(folder: string): FileSystem {
  const moved = Object.entries(nodeFileSystem).map(([name, operation]) => [
    name,
    (...args: readonly unknown[]) =>
      (operation as (...args: readonly unknown[]) => unknown)(
        ...args.map((arg) => (typeof arg === 'string' && /^[\\/]/u.test(arg) ? join(folder, arg) : arg)),
      ),
  ]);
  return Object.fromEntries(moved) as FileSystem;
}
