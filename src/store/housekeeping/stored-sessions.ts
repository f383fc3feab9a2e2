import { ifPresent, type FileSystem } from '../file-system.ts';
import type { HomePaths } from '../home.ts';
import { lastActivity } from '../list-sessions.ts';
import { isSessionId } from '../session-id.ts';
import { inStore } from '../store-error.ts';
import { treeBytes } from './tree-bytes.ts';

/** A session as pruning looks at it. */
export interface StoredSession {
  readonly id: string;
  /** When it last changed, in milliseconds. */
  readonly at: number;
  /** What its own files take; blobs are shared and count elsewhere. */
  readonly bytes: number;
}

/** What the store can't know about its sessions by itself. */
export interface Surroundings {
  /** Returns why the session stays, as words that follow its name, or undefined. */
  whyKept(id: string): Promise<string | undefined>;
  /** Returns folders elsewhere in the home that go with the session. */
  belongings(id: string): readonly string[];
}

/** Returns the ids of all sessions that lie in the store. */
export async function storedIds(fileSystem: FileSystem, paths: HomePaths): Promise<string[]> {
  return ((await ifPresent(fileSystem.readdir(paths.sessions))) ?? []).filter(isSessionId);
}

/** Returns all sessions, the one that rested longest first. */
export async function storedSessions(
  fileSystem: FileSystem,
  paths: HomePaths,
  surroundings: Surroundings,
): Promise<StoredSession[]> {
  const sessions: StoredSession[] = [];
  await inStore('look at the sessions', paths.sessions, async () => {
    for (const id of await storedIds(fileSystem, paths)) {
      const { dir } = paths.session(id);
      const at = await lastActivity(fileSystem, dir);
      if (at === undefined) continue;
      let bytes = 0;
      for (const path of [dir, paths.worktrees(id), ...surroundings.belongings(id)])
        bytes += await treeBytes(path);
      sessions.push({ id, at, bytes });
    }
  });
  return sessions.sort((left, right) => left.at - right.at || left.id.localeCompare(right.id));
}
