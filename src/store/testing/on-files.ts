import { nodeFileSystem, type FileSystem, type OpenFile } from '../file-system.ts';

/** Returns the real file system, with some calls of each file that is opened taken over. */
export function onFiles(takeOver: (file: OpenFile, path: string) => Partial<OpenFile>): FileSystem {
  return {
    ...nodeFileSystem,
    open: async (path, flags) => {
      const file = await nodeFileSystem.open(path, flags);
      return {
        read: (...args) => file.read(...args),
        write: (...args) => file.write(...args),
        datasync: () => file.datasync(),
        close: () => file.close(),
        ...takeOver(file, path),
      };
    },
  };
}
