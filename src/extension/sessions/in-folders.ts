import { isAbsolute, relative } from 'node:path';
import type { SessionSummary } from '../../protocol/session.ts';
import { isImported } from '../../protocol/is-imported.ts';

/** True when the session works in one of the folders, or in none at all; the folder of an imported one is elsewhere. */
export function isInFolders(session: SessionSummary, folders: readonly string[]): boolean {
  const { repo_path: path } = session.metadata;
  return path === null || isImported(session) || folders.some((folder) => isWithin(path, folder));
}

/** True for the folder itself and for what is beneath it. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way.split(/[\\/]/u)[0] !== '..');
}
