import type { FileSystem, OpenFile } from '../file-system.ts';

/** `once`: one operation fails (disk full for a moment); `crash`: it and all later ones (the machine is gone). */
export type FaultKind = 'once' | 'crash';

export interface FaultyFileSystem extends FileSystem {
  /** True when the operation that was to fail came. */
  failed(): boolean;
}

function diskFull(): NodeJS.ErrnoException {
  return Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
}

/** Returns the file system with operation `at` (counted from 1) failing; a failing write leaves half its bytes behind. */
export function faultyFileSystem(real: FileSystem, at: number, kind: FaultKind): FaultyFileSystem {
  let count = 0;
  const isDue = (): boolean => {
    count += 1;
    return kind === 'once' ? count === at : count >= at;
  };
  const guarded =
    <Args extends unknown[], T>(operation: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (isDue()) throw diskFull();
      return operation(...args);
    };
  const faultyFile = (file: OpenFile): OpenFile => ({
    read: guarded((...args) => file.read(...args)),
    datasync: guarded(() => file.datasync()),
    close: async () => {
      const due = isDue();
      await file.close();
      if (due) throw diskFull();
    },
    write: async (buffer, offset, length) => {
      if (!isDue()) return file.write(buffer, offset, length);
      await file.write(buffer, offset, Math.floor(length / 2));
      throw diskFull();
    },
  });
  return {
    failed: () => count >= at,
    open: guarded(async (path, flags) => faultyFile(await real.open(path, flags))),
    readFile: guarded((path) => real.readFile(path)),
    readdir: guarded((path) => real.readdir(path)),
    stat: guarded((path) => real.stat(path)),
    makeFolder: guarded((path) => real.makeFolder(path)),
    makeNewFolder: guarded((path) => real.makeNewFolder(path)),
    removeFolder: guarded((path) => real.removeFolder(path)),
    rename: guarded((from, to) => real.rename(from, to)),
    unlink: guarded((path) => real.unlink(path)),
    truncate: guarded((path, length) => real.truncate(path, length)),
    touch: guarded((path) => real.touch(path)),
    syncFolder: guarded((path) => real.syncFolder(path)),
  };
}
