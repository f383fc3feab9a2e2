import { join } from 'node:path';
import { ifPresent, type FileSystem } from './file-system.ts';
import { sessionPaths, type HomePaths } from './home.ts';
import { isSessionId } from './session-id.ts';
import { inStore } from './store-error.ts';

/** Returns when the session in the folder last changed, or undefined when it is gone. */
export async function lastActivity(fileSystem: FileSystem, dir: string): Promise<number | undefined> {
  const summary = await ifPresent(fileSystem.stat(sessionPaths(dir).summary));
  // A session that was killed before its first summary is listed by its folder's age.
  const seen = summary ?? (await ifPresent(fileSystem.stat(dir)));
  return seen?.mtimeMs;
}

/** Returns session ids by last activity, newest first; two file system calls a session at most, no file is read. */
export async function listSessionIds(
  fileSystem: FileSystem,
  paths: HomePaths,
  limit = Infinity,
): Promise<readonly string[]> {
  return inStore('list sessions', paths.sessions, async () => {
    const names = (await ifPresent(fileSystem.readdir(paths.sessions))) ?? [];
    const dated: { readonly id: string; readonly at: number }[] = [];
    for (const id of names.filter(isSessionId)) {
      const at = await lastActivity(fileSystem, join(paths.sessions, id));
      if (at !== undefined) dated.push({ id, at });
    }
    dated.sort((left, right) => right.at - left.at || left.id.localeCompare(right.id));
    return dated.slice(0, limit).map(({ id }) => id);
  });
}
