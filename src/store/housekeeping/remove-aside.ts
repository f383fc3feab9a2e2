import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { classified } from '../../engine/error.ts';
import { ifPresent, type FileSystem } from '../file-system.ts';
import type { HomePaths } from '../home.ts';
import { lastActivity } from '../list-sessions.ts';
import { acquireLock, type Lock } from '../lock/acquire-lock.ts';
import { isSessionId } from '../session-id.ts';
import { inStore } from '../store-error.ts';
import type { StoredSession, Surroundings } from './stored-sessions.ts';

/** Why a session stays that a living process owns. */
export const IN_USE = 'is in use';
const ID_LENGTH = 36;

export interface Removal {
  readonly fileSystem: FileSystem;
  readonly paths: HomePaths;
  /** Looks at what surrounds the sessions as it is now. */
  readonly look: () => Promise<Surroundings>;
}

/**
 * Takes the session's lock, looks once more, and moves its folder aside in one step: from then on there is no such
 * session, and what a kill leaves is removed the next time. Returns why it stays, or undefined when it is gone.
 */
export async function removeSession(removal: Removal, session: StoredSession): Promise<string | undefined> {
  const { fileSystem, paths } = removal;
  const { dir, lock: lockDir } = paths.session(session.id);
  const lock = await lockOf(fileSystem, lockDir);
  if (lock === undefined) return IN_USE;
  const surroundings = await removal.look();
  const why = (await usedSince(removal, session)) ?? (await surroundings.whyKept(session.id));
  if (why !== undefined) {
    await lock.release();
    return why;
  }
  const aside = `${session.id}.${randomUUID()}`;
  await inStore('remove the session', dir, async () => {
    await fileSystem.makeFolder(paths.removing);
    // The lock goes with the folder: nobody can begin to work on the session meanwhile.
    await fileSystem.rename(dir, join(paths.removing, aside));
    await fileSystem.syncFolder(paths.sessions);
    await fileSystem.syncFolder(paths.removing);
  });
  await finishRemoval(removal, aside, surroundings);
  return undefined;
}

/** Removes what killed removals left. */
export async function finishRemovals(removal: Removal): Promise<void> {
  const { fileSystem, paths } = removal;
  const names = await inStore('look for what was removed', paths.removing, () =>
    ifPresent(fileSystem.readdir(paths.removing)),
  );
  if (names === undefined || names.length === 0) return;
  const surroundings = await removal.look();
  for (const name of names) await finishRemoval(removal, name, surroundings);
}

/** The folder aside goes last, since only its name tells what else has to go. */
async function finishRemoval(
  { fileSystem, paths }: Removal,
  aside: string,
  surroundings: Surroundings,
): Promise<void> {
  const id = aside.slice(0, ID_LENGTH);
  await inStore('remove the session', paths.removing, async () => {
    // One that was imported since keeps what has its name.
    if (isSessionId(id) && (await ifPresent(fileSystem.stat(paths.session(id).dir))) === undefined) {
      for (const path of [...surroundings.belongings(id), paths.worktrees(id)]) {
        await fileSystem.removeFolder(path);
      }
      await ifPresent(fileSystem.unlink(join(paths.changes, id)));
    }
    await fileSystem.removeFolder(join(paths.removing, aside));
  });
}

async function lockOf(fileSystem: FileSystem, dir: string): Promise<Lock | undefined> {
  try {
    return await acquireLock({ dir, fileSystem });
  } catch (error) {
    if (classified(error).code === 'busy') return undefined;
    throw error;
  }
}

async function usedSince(
  { fileSystem, paths }: Removal,
  { id, at }: StoredSession,
): Promise<string | undefined> {
  const { dir } = paths.session(id);
  const now = await inStore('look at the session', dir, () => lastActivity(fileSystem, dir));
  return now !== undefined && now > at ? 'was used meanwhile' : undefined;
}
