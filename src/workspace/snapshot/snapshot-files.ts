import { lstat } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { FILE_MODE, LINK_MODE } from '../git/tree-entries.ts';
import { inBatches } from './listed-paths.ts';

/** A file of the user's tree as it lies on the disk now. */
export interface SnapshotFile {
  readonly path: string;
  readonly absolute: string;
  readonly mode: string;
}

/** Returns which of the listed paths are on the disk as files or links, sorted; folders of ours are left out. */
export async function snapshotFiles(
  root: string,
  paths: readonly string[],
  ours: readonly string[],
): Promise<SnapshotFile[]> {
  const folders = new Map<string, Promise<boolean>>();
  const isRealFolder = (path: string): Promise<boolean> => {
    if (path === '.') return Promise.resolve(true);
    const known = folders.get(path) ?? realFolder(path);
    folders.set(path, known);
    return known;
  };
  const realFolder = async (path: string): Promise<boolean> => {
    if (!(await isRealFolder(posix.dirname(path)))) return false;
    return (await lstat(join(root, path)).catch(() => undefined))?.isDirectory() ?? false;
  };
  const files = await inBatches(paths, async (path) => {
    const absolute = join(root, path);
    if (isGitFolder(path) || ours.some((folder) => isWithin(folder, absolute))) return [];
    // Beyond a link lies another place: the link itself is listed, what is behind it is not ours.
    if (!(await isRealFolder(posix.dirname(path)))) return [];
    const mode = await modeOf(absolute);
    return mode === undefined ? [] : [{ path, absolute, mode }];
  });
  return files.flat().sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Undefined for what was deleted from the disk and for anything but files and links. */
async function modeOf(absolute: string): Promise<string | undefined> {
  const stats = await lstat(absolute).catch(() => undefined);
  if (stats?.isSymbolicLink()) return LINK_MODE;
  if (!stats?.isFile()) return undefined;
  return (stats.mode & 0o100) === 0 ? FILE_MODE : '100755';
}

function isGitFolder(path: string): boolean {
  return path.split('/').some((part) => part.toLowerCase() === '.git');
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
