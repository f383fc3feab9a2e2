import { dirname, join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import { isGitFolder } from '../guard/protected-paths.ts';
import { invalidPath } from '../guard/path-syntax.ts';
import type { DeliveryFileSystem, FileStatus } from './delivery-file-system.ts';
import { hashOf } from './stored-bytes.ts';

/** What lies at a path of the user's tree; `obstacle` is anything a delivery never touches, such as a link. */
export type Target =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly hash: string; readonly status: FileStatus }
  | { readonly kind: 'absent'; readonly hash: null }
  | { readonly kind: 'obstacle'; readonly hash: undefined };

/** Looks at a path without following links. Throws `guard` for a path that no delivery may have. */
export async function targetAt(fileSystem: DeliveryFileSystem, root: string, path: string): Promise<Target> {
  const absolute = targetPath(root, path);
  for (const folder of foldersAbove(path)) {
    const status = await fileSystem.status(join(root, folder));
    if (status === undefined) return { kind: 'absent', hash: null };
    if (status.kind !== 'folder') return { kind: 'obstacle', hash: undefined };
  }
  const status = await fileSystem.status(absolute);
  if (status === undefined) return { kind: 'absent', hash: null };
  if (status.kind !== 'file') return { kind: 'obstacle', hash: undefined };
  const bytes = await fileSystem.read(absolute);
  return { kind: 'file', bytes, hash: hashOf(bytes), status };
}

/** Returns the absolute path; throws `guard` for what can never be written. */
export function targetPath(root: string, path: string): string {
  const refusal =
    invalidPath(path) ??
    (isGitFolder(path) ? `${JSON.stringify(path)} is git's own and is never written.` : undefined);
  if (refusal === undefined) return join(root, path);
  throw new MicrofactoryError({ code: 'guard', message: refusal, data: { path } });
}

/** The folders that lead to a path, outermost first. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.unshift(folder);
  return folders;
}
