import { constants } from 'node:fs';
import { chmod, chown, lstat, mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';

export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Permission bits. */
  readonly mode: number;
  readonly owner: { readonly user: number; readonly group: number };
}

/** Everything that a delivery does to the disk; each call either does all it says or throws. */
export interface DeliveryFileSystem {
  /** Undefined when there is nothing of that name. */
  status(path: string): Promise<FileStatus | undefined>;
  read(path: string): Promise<Uint8Array>;
  list(path: string): Promise<string[]>;
  makeFolder(path: string): Promise<void>;
  /** Writes a file that was not there, to the disk, with permissions and owner like those given. */
  writeNew(path: string, content: Uint8Array, like?: Partial<FileStatus>): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** No error when there is no such file. */
  remove(path: string): Promise<void>;
  removeFolder(path: string): Promise<void>;
  /** Makes the names in the folder survive a power cut. */
  syncFolder(path: string): Promise<void>;
}

/** The real file system. */
export const nodeFileSystem: DeliveryFileSystem = {
  async status(path) {
    try {
      const stats = await lstat(path);
      const kind = stats.isFile()
        ? 'file'
        : stats.isDirectory()
          ? 'folder'
          : stats.isSymbolicLink()
            ? 'link'
            : 'other';
      return { kind, mode: stats.mode & 0o7777, owner: { user: stats.uid, group: stats.gid } };
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
      throw error;
    }
  },
  read: (path) => readFile(path),
  list: (path) => readdir(path),
  makeFolder: (path) => mkdir(path),
  async writeNew(path, content, like = {}) {
    const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (like.owner !== undefined) await giveTo(path, like.owner);
    // After the owner: changing that takes set-user-id bits away.
    if (like.mode !== undefined) await chmod(path, like.mode);
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  removeFolder: (path) => rmdir(path),
  async syncFolder(path) {
    // Windows has no such call and orders its directory entries itself.
    if (process.platform === 'win32') return;
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};

/** Only root can give a file away, and only root needs to: elsewhere the file is its writer's. */
async function giveTo(path: string, owner: FileStatus['owner']): Promise<void> {
  if (process.getuid?.() === 0) await chown(path, owner.user, owner.group);
}

/** Returns the system's code of a failed call (`ENOENT`), or ''. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
