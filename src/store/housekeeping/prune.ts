import { classified, MicrofactoryError } from '../../engine/error.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { FileSystem } from '../file-system.ts';
import type { HomePaths } from '../home.ts';
import { acquireLock, isLocked, type Lock } from '../lock/acquire-lock.ts';
import { chosenBy, type PruneRule } from './choose.ts';
import { finishRemovals, removeSession, type Removal } from './remove-aside.ts';
import { storedSessions, type StoredSession } from './stored-sessions.ts';
import { sweepBlobs } from './sweep-blobs.ts';
import { removeStaleImports } from './stale-imports.ts';

export interface PruneOptions extends Removal {
  readonly clock: Clock;
  readonly rule: PruneRule;
  /** Removes nothing, and says what would go. */
  readonly dryRun: boolean;
}

export interface Pruned {
  /** What went (or would go), oldest first. */
  readonly sessions: readonly StoredSession[];
  /** What the rule asked for and stays, with why, as words that follow its name. */
  readonly kept: readonly { readonly id: string; readonly why: string }[];
  /** Blobs that no session names any more. */
  readonly blobs: number;
  /** What sessions and blobs took. */
  readonly bytes: number;
}

/**
 * Removes the sessions that the rule asks for, never one that has to stay or that a living process owns, and then the
 * blobs that nobody names. A kill leaves a session whole or gone. Throws `busy` while another process prunes.
 */
export async function prune(options: PruneOptions): Promise<Pruned> {
  if (options.dryRun) return pruned(options);
  const lock = await pruningLock(options);
  try {
    await finishRemovals(options);
    await removeStaleImports(options);
    return await pruned(options);
  } finally {
    await lock.release();
  }
}

async function pruned(options: PruneOptions): Promise<Pruned> {
  const { fileSystem, paths, rule, dryRun } = options;
  const now = options.clock.now();
  const all = await storedSessions(fileSystem, paths, options.belongings);
  const reasons = await reasonsToStay(options, all);
  const staying = new Set(reasons.keys());
  const chosen = await chosenBy(rule, { fileSystem, paths, sessions: all, staying, now });
  const sessions: StoredSession[] = [];
  const kept: { id: string; why: string }[] = [];
  for (const session of chosen) {
    const { id } = session;
    const why = reasons.get(id) ?? (dryRun ? undefined : await removeSession(options, session));
    if (why === undefined) sessions.push(session);
    else kept.push({ id, why });
  }
  const without = new Set(sessions.map(({ id }) => id));
  const swept = await sweepBlobs({ fileSystem, paths, now, without, dryRun });
  const bytes = sessions.reduce((sum, session) => sum + session.bytes, swept.bytes);
  return { sessions, kept, blobs: swept.blobs, bytes };
}

async function reasonsToStay(
  options: PruneOptions,
  sessions: readonly StoredSession[],
): Promise<ReadonlyMap<string, string>> {
  const reasons = new Map<string, string>();
  for (const { id } of sessions) {
    const runs = await isLocked(options.paths.session(id).lock, options.fileSystem);
    const why = runs ? 'runs' : await options.whyKept(id);
    if (why !== undefined) reasons.set(id, why);
  }
  return reasons;
}

async function pruningLock({ fileSystem, paths }: PruneOptions): Promise<Lock> {
  try {
    return await acquireLock({ dir: paths.pruning, fileSystem });
  } catch (cause) {
    if (classified(cause).code !== 'busy') throw cause;
    const message = `Another process is pruning ${paths.home} already: wait until it is done.`;
    throw new MicrofactoryError({ code: 'busy', message, retryable: true, cause });
  }
}
