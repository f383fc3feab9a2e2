import type { FileSystem, OpenFile } from '../file-system.ts';

/**
 * `once`: one operation fails (disk full for a moment); `crash`: it and all later ones (the machine is gone); `disk-full`, `read-only`: it
 * and all later ones that take space, or change anything.
 */
export type FaultKind = 'once' | 'crash' | 'disk-full' | 'read-only';

/** What an operation does to the disk. */
type Effect = 'looks' | 'takes-space' | 'changes';

export interface FaultyFileSystem extends FileSystem {
  /** True when the operation that was to fail came. */
  failed(): boolean;
}

const FAILING: Readonly<Record<FaultKind, readonly Effect[]>> = {
  once: ['looks', 'takes-space', 'changes'],
  crash: ['looks', 'takes-space', 'changes'],
  'disk-full': ['takes-space'],
  'read-only': ['takes-space', 'changes'],
};

function failureOf(kind: FaultKind): NodeJS.ErrnoException {
  const [code, what] =
    kind === 'read-only' ? ['EROFS', 'read-only file system'] : ['ENOSPC', 'no space left on device'];
  return Object.assign(new Error(`${code}: ${what}`), { code });
}

/** Returns the file system with operation `at` (counted from 1, of those that can fail so) failing; a failing write leaves half its bytes behind. */
export function faultyFileSystem(real: FileSystem, at: number, kind: FaultKind): FaultyFileSystem {
  let count = 0;
  const isDue = (effect: Effect): boolean => {
    if (!FAILING[kind].includes(effect)) return false;
    count += 1;
    return kind === 'once' ? count === at : count >= at;
  };
  const guarded =
    <Args extends unknown[], T>(effect: Effect, operation: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (isDue(effect)) throw failureOf(kind);
      return operation(...args);
    };
  const faultyFile = (file: OpenFile): OpenFile => ({
    read: guarded('looks', (...args) => file.read(...args)),
    datasync: guarded('looks', () => file.datasync()),
    close: async () => {
      const due = isDue('looks');
      await file.close();
      if (due) throw failureOf(kind);
    },
    write: async (buffer, offset, length) => {
      if (!isDue('takes-space')) return file.write(buffer, offset, length);
      await file.write(buffer, offset, Math.floor(length / 2));
      throw failureOf(kind);
    },
  });
  return {
    failed: () => count >= at,
    open: async (path, flags) => {
      if (isDue(flags === 'r' ? 'looks' : 'takes-space')) throw failureOf(kind);
      return faultyFile(await real.open(path, flags));
    },
    readFile: guarded('looks', (path) => real.readFile(path)),
    readdir: guarded('looks', (path) => real.readdir(path)),
    stat: guarded('looks', (path) => real.stat(path)),
    makeFolder: async (path) => {
      const isThere = await real.stat(path).catch(() => undefined);
      if (isDue(isThere === undefined ? 'takes-space' : 'looks')) throw failureOf(kind);
      return real.makeFolder(path);
    },
    makeNewFolder: guarded('takes-space', (path) => real.makeNewFolder(path)),
    removeFolder: guarded('changes', (path) => real.removeFolder(path)),
    rename: guarded('changes', (from, to) => real.rename(from, to)),
    unlink: guarded('changes', (path) => real.unlink(path)),
    truncate: guarded('changes', (path, length) => real.truncate(path, length)),
    touch: guarded('changes', (path) => real.touch(path)),
    syncFolder: guarded('looks', (path) => real.syncFolder(path)),
  };
}
