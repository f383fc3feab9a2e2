import { classified, MicrofactoryError } from '../../engine/error.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import { acquireLock, isLocked, type Lock } from '../lock/acquire-lock.ts';
import { chosenBy, type PruneRule } from './choose.ts';
import { finishRemovals, IN_USE, removeSession, type Removal } from './remove-aside.ts';
import { removeStaleImports } from './stale-imports.ts';
import { storedSessions, type StoredSession, type Surroundings } from './stored-sessions.ts';
import { stopIfCancelled } from '../cancelled.ts';
import { inStore } from '../store-error.ts';
import { sweepBlobs } from './sweep-blobs.ts';

export interface PruneWish extends Pick<Removal, 'look'> {
  readonly rule: PruneRule;
  /** Removes nothing, and says what would go. */
  readonly dryRun: boolean;
  /** Ends it between two sessions: throws `cancelled` then. */
  readonly signal?: AbortSignal | undefined;
}

export interface PruneOptions extends Removal, PruneWish {
  readonly clock: Clock;
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
  return inStore('prune', options.paths.home, () =>
    options.dryRun ? pruned(options) : prunedAlone(options),
  );
}

async function prunedAlone(options: PruneOptions): Promise<Pruned> {
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
  const { fileSystem, paths, rule, dryRun, clock } = options;
  const now = clock.now();
  const surroundings = await options.look();
  const all = await storedSessions(fileSystem, paths, surroundings);
  const reasons = await reasonsToStay(options, surroundings, all);
  const staying = new Set(reasons.keys());
  const sessions: StoredSession[] = [];
  const kept: { id: string; why: string }[] = [];
  for (const session of await chosenBy(rule, { fileSystem, paths, sessions: all, staying, now })) {
    const { id } = session;
    stopIfCancelled(options.signal, 'Pruning was cancelled: what was not removed yet stays.');
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
  { fileSystem, paths }: PruneOptions,
  surroundings: Surroundings,
  sessions: readonly StoredSession[],
): Promise<ReadonlyMap<string, string>> {
  const reasons = new Map<string, string>();
  for (const { id } of sessions) {
    const runs = await isLocked(paths.session(id).lock, fileSystem);
    const why = runs ? IN_USE : await surroundings.whyKept(id);
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
