import { ifPresent, type FileSystem } from '../file-system.ts';
import type { HomePaths } from '../home.ts';
import { lastActivity } from '../list-sessions.ts';
import { isSessionId } from '../session-id.ts';
import { treeBytes } from './tree-bytes.ts';

/** A session as pruning looks at it. */
export interface StoredSession {
  readonly id: string;
  /** When it last changed, in milliseconds. */
  readonly at: number;
  /** What its own files take; blobs are shared and count elsewhere. */
  readonly bytes: number;
}

/** Returns folders and files elsewhere in the home that go with a session. */
export type Belongings = (id: string) => Promise<readonly string[]>;

/** Returns the ids of all sessions that lie in the store. */
export async function storedIds(fileSystem: FileSystem, paths: HomePaths): Promise<string[]> {
  return ((await ifPresent(fileSystem.readdir(paths.sessions))) ?? []).filter(isSessionId);
}

/** Returns all sessions, the one that rested longest first. */
export async function storedSessions(
  fileSystem: FileSystem,
  paths: HomePaths,
  belongings: Belongings,
): Promise<StoredSession[]> {
  const sessions: StoredSession[] = [];
  for (const id of await storedIds(fileSystem, paths)) {
    const { dir } = paths.session(id);
    const at = await lastActivity(fileSystem, dir);
    if (at === undefined) continue;
    let bytes = 0;
    for (const path of [dir, paths.worktrees(id), ...(await belongings(id))]) bytes += await treeBytes(path);
    sessions.push({ id, at, bytes });
  }
  return sessions.sort((left, right) => left.at - right.at || left.id.localeCompare(right.id));
}
