import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { classified } from '../../engine/error.ts';
import { ifPresent, type FileSystem } from '../file-system.ts';
import type { HomePaths } from '../home.ts';
import { acquireLock } from '../lock/acquire-lock.ts';
import { isSessionId } from '../session-id.ts';
import { inStore } from '../store-error.ts';
import type { Belongings, StoredSession } from './stored-sessions.ts';

const ID_LENGTH = 36;

export interface Removal {
  readonly fileSystem: FileSystem;
  readonly paths: HomePaths;
  readonly belongings: Belongings;
  /** Returns why a session stays, as words that follow its name, or undefined. */
  readonly whyKept: (id: string) => Promise<string | undefined>;
}

/**
 * Takes the session's lock, looks once more, and moves its folder aside in one step: from then on there is no such
 * session, and what a kill leaves is removed the next time. Returns why it stays, or undefined when it is gone.
 */
export async function removeSession(removal: Removal, session: StoredSession): Promise<string | undefined> {
  const { fileSystem, paths } = removal;
  const own = paths.session(session.id);
  const lock = await lockOf(fileSystem, own.lock);
  if (lock === undefined) return 'runs';
  const why = (await changedSince(fileSystem, own.summary, session)) ?? (await removal.whyKept(session.id));
  if (why !== undefined) {
    await lock.release();
    return why;
  }
  const aside = `${session.id}.${randomUUID()}`;
  await inStore('remove the session', own.dir, async () => {
    await fileSystem.makeFolder(paths.removing);
    // The lock goes with the folder: nobody can begin to work on the session meanwhile.
    await fileSystem.rename(own.dir, join(paths.removing, aside));
    await fileSystem.syncFolder(paths.sessions);
    await fileSystem.syncFolder(paths.removing);
  });
  await finishRemoval(removal, aside);
  return undefined;
}

/** Removes what killed removals left. */
export async function finishRemovals(removal: Removal): Promise<void> {
  const { fileSystem, paths } = removal;
  const names = await inStore('look for what was removed', paths.removing, async () =>
    ifPresent(fileSystem.readdir(paths.removing)),
  );
  for (const name of names ?? []) await finishRemoval(removal, name);
}

/** The folder aside goes last, since only its name tells what else has to go. */
async function finishRemoval(removal: Removal, aside: string): Promise<void> {
  const { fileSystem, paths } = removal;
  const id = aside.slice(0, ID_LENGTH);
  await inStore('remove the session', paths.removing, async () => {
    // One that was imported again since keeps what has its name.
    if (isSessionId(id) && (await ifPresent(fileSystem.stat(paths.session(id).dir))) === undefined) {
      for (const path of [...(await removal.belongings(id)), paths.worktrees(id)]) {
        await fileSystem.removeFolder(path);
      }
      await ifPresent(fileSystem.unlink(join(paths.changes, id)));
    }
    await fileSystem.removeFolder(join(paths.removing, aside));
  });
}

async function lockOf(fileSystem: FileSystem, dir: string) {
  try {
    return await acquireLock({ dir, fileSystem });
  } catch (error) {
    if (classified(error).code === 'busy') return undefined;
    throw error;
  }
}

async function changedSince(
  fileSystem: FileSystem,
  summary: string,
  session: StoredSession,
): Promise<string | undefined> {
  const now = await inStore('look at the session', summary, () => ifPresent(fileSystem.stat(summary)));
  return now !== undefined && now.mtimeMs > session.at ? 'was used meanwhile' : undefined;
}
