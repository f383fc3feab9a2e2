import type { FileSystem, OpenFile } from '../file-system.ts';

/** What an operation does to the disk. */
type Effect = 'looks' | 'takes-space' | 'changes';

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

function failureOf(kind: FaultKind): NodeJS.ErrnoException {
  if (kind === 'kill') process.kill(process.pid, 'SIGKILL');
  const { code, says } = FAULTS[kind];
  return Object.assign(new Error(`${code}: ${says}`), { code });
}

/** Returns the file system with operation `at` (counted from 1, of those that can fail so) failing; a failing write leaves half its bytes behind. */
export function faultyFileSystem(real: FileSystem, at: number, kind: FaultKind): FaultyFileSystem {
  let count = 0;
  const { of, lasts }: Fault = FAULTS[kind];
  const isReached = (effect: Effect): boolean => {
    if (!of.includes(effect)) return false;
    count += 1;
    return lasts ? count >= at : count === at;
  };
  const isDue = (effect: Effect): boolean => kind !== 'short-writes' && isReached(effect);
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
      if (!isReached('takes-space')) return file.write(buffer, offset, length);
      if (kind === 'short-writes') return file.write(buffer, offset, Math.ceil(length / 2));
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
