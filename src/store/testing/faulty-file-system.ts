import type { FileSystem, OpenFile } from '../file-system.ts';

/** What an operation does to the disk. */
export type Effect = 'looks' | 'takes-space' | 'changes';

interface Fault {
  readonly code: string;
  readonly says: string;
  /** Which operations fail. */
  readonly of: readonly Effect[];
  /** One of them, or all from then on. */
  readonly lasts: boolean;
}

const ALL: readonly Effect[] = ['looks', 'takes-space', 'changes'];
const FAULTS = {
  /** The disk reports an error, once. */
  once: { code: 'EIO', says: 'i/o error', of: ALL, lasts: false },
  /** Nothing works any more: what the disk holds then is what a kill leaves. */
  crash: { code: 'EIO', says: 'i/o error', of: ALL, lasts: true },
  'disk-full': { code: 'ENOSPC', says: 'no space left on device', of: ['takes-space'], lasts: true },
  'read-only': { code: 'EROFS', says: 'read-only file system', of: ['takes-space', 'changes'], lasts: true },
  /** Writes take only half of what they are given, and say so: nothing may come of that. */
  'short-writes': { code: '', says: '', of: ['takes-space'], lasts: true },
  /** The process ends there, by SIGKILL. */
  kill: { code: '', says: '', of: ALL, lasts: true },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultKind = keyof typeof FAULTS;

/** All kinds but the one that ends the process. */
export const FAULT_KINDS = Object.keys(FAULTS).filter((kind) => kind !== 'kill') as Exclude<
  FaultKind,
  'kill'
>[];

export interface FaultyFileSystem extends FileSystem {
  /** True when the operation that was to fail came. */
  failed(): boolean;
}

/** Which operation fails of those that are counted here. */
export interface Faults {
  /** Counts an operation (short writes included); true when it is to fail. */
  isReached(effect: Effect): boolean;
  /** What it fails with. */
  failure(): NodeJS.ErrnoException;
  /** True when the operation that was to fail came. */
  failed(): boolean;
}

/** Returns operation `at` failing, counted from 1, of those that can fail so. */
export function faultsAt(at: number, kind: FaultKind): Faults {
  const { code, says, of, lasts }: Fault = FAULTS[kind];
  let count = 0;
  return {
    isReached(effect) {
      if (!of.includes(effect)) return false;
      count += 1;
      return lasts ? count >= at : count === at;
    },
    failure() {
      if (kind === 'kill') process.kill(process.pid, 'SIGKILL');
      return Object.assign(new Error(`${code}: ${says}`), { code });
    },
    failed: () => count >= at,
  };
}

/** Returns the file system with operation `at` failing; a failing write leaves half its bytes behind. */
export function faultyFileSystem(real: FileSystem, at: number, kind: FaultKind): FaultyFileSystem {
  const { isReached, failure, failed } = faultsAt(at, kind);
  const isDue = (effect: Effect): boolean => kind !== 'short-writes' && isReached(effect);
  const guarded =
    <Args extends unknown[], T>(effect: Effect, operation: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (isDue(effect)) throw failure();
      return operation(...args);
    };
  const faultyFile = (file: OpenFile): OpenFile => ({
    read: guarded('looks', (...args) => file.read(...args)),
    datasync: guarded('looks', () => file.datasync()),
    close: async () => {
      const due = isDue('looks');
      await file.close();
      if (due) throw failure();
    },
    write: async (buffer, offset, length) => {
      if (!isReached('takes-space')) return file.write(buffer, offset, length);
      if (kind === 'short-writes') return file.write(buffer, offset, Math.ceil(length / 2));
      await file.write(buffer, offset, Math.floor(length / 2));
      throw failure();
    },
  });
  return {
    failed,
    open: async (path, flags) => {
      if (isDue(flags === 'r' ? 'looks' : 'takes-space')) throw failure();
      return faultyFile(await real.open(path, flags));
    },
    readFile: guarded('looks', (path) => real.readFile(path)),
    readdir: guarded('looks', (path) => real.readdir(path)),
    stat: guarded('looks', (path) => real.stat(path)),
    makeFolder: async (path) => {
      const isThere = await real.stat(path).catch(() => undefined);
      if (isDue(isThere === undefined ? 'takes-space' : 'looks')) throw failure();
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
