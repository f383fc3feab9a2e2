import * as fs from 'node:fs/promises';

/** An open file, as far as the store needs one. */
export interface OpenFile {
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  /** May write less than asked: the caller goes on with the rest. */
  write(buffer: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

/** The file system calls of the store; every one is asynchronous, and rejects with the system's own error. */
export interface FileSystem {
  open(path: string, flags: 'r' | 'wx' | 'a'): Promise<OpenFile>;
  readFile(path: string): Promise<Uint8Array>;
  readdir(path: string): Promise<string[]>;
  stat(path: string): Promise<{ readonly size: number; readonly mtimeMs: number }>;
  /** Creates the folder and its parents; no error when it is there. */
  makeFolder(path: string): Promise<void>;
  /** Creates the folder alone; rejects with EEXIST when it is there. */
  makeNewFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Removes the folder and all that is in it. */
  removeFolder(path: string): Promise<void>;
  truncate(path: string, length: number): Promise<void>;
  /** Makes the file as young as one that was written now; rejects with ENOENT when there is none. */
  touch(path: string): Promise<void>;
  /** Makes created, renamed and deleted names of the folder survive power loss, where the system can. */
  syncFolder(path: string): Promise<void>;
}

/** Sessions hold prompts and code: only their owner may read them. */
const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder for syncing; NTFS journals names itself.
  if (process.platform === 'win32') return;
  const folder = await fs.open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export const nodeFileSystem: FileSystem = {
  open: (path, flags) => fs.open(path, flags, PRIVATE_FILE),
  readFile: (path) => fs.readFile(path),
  readdir: (path) => fs.readdir(path),
  stat: (path) => fs.stat(path),
  makeFolder: async (path) => void (await fs.mkdir(path, { recursive: true, mode: PRIVATE_FOLDER })),
  makeNewFolder: (path) => fs.mkdir(path, { mode: PRIVATE_FOLDER }),
  rename: (from, to) => fs.rename(from, to),
  unlink: (path) => fs.unlink(path),
  removeFolder: (path) => fs.rm(path, { recursive: true, force: true }),
  truncate: (path, length) => fs.truncate(path, length),
  touch: async (path) => {
    const now = new Date();
    await fs.utimes(path, now, now);
  },
  syncFolder,
};

/** Returns the system's code of an error (`ENOENT`, `ENOSPC`, …), or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Returns what the work gives, or undefined where it found no such file or folder. */
export async function ifPresent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
