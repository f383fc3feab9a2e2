import { sizeInBytes, storageQuotas } from '../config/index.ts';
import type { PrunedSession, PruneRequest, PruneResult } from '../protocol/housekeeping.ts';
import type { SessionSummary } from '../protocol/session.ts';
import type { Surroundings } from '../store/housekeeping/stored-sessions.ts';
import { treeBytes } from '../store/housekeeping/tree-bytes.ts';
import type { Store } from '../store/open-store.ts';
import { keptDeliveries } from '../workspace/index.ts';

const DAY_MS = 86_400_000;
const ENDED: readonly SessionSummary['status'][] = ['completed', 'failed', 'cancelled'];

/** Removes sessions beyond the quotas, and blobs that none names; says what went, or would go. */
export async function pruneSessions(
  store: Store,
  request: PruneRequest,
  signal?: AbortSignal,
): Promise<PruneResult> {
  const quotas = storageQuotas(store.paths.home);
  const keepDays = request.keepDays ?? quotas.keepDays ?? request.defaults?.keepDays;
  const maxBytes = bytesOf(request.maxSize) ?? quotas.maxBytes ?? bytesOf(request.defaults?.maxSize);
  const described = new Map<string, Pick<PrunedSession, 'prompt' | 'status'>>();
  const pruned = await store.prune({
    rule: { olderThanMs: keepDays === undefined ? undefined : keepDays * DAY_MS, maxBytes },
    dryRun: request.dryRun,
    signal,
    look: () => lookAround(store, described),
  });
  return {
    sessions: pruned.sessions.map(({ id, at, bytes }) => ({
      session_id: id,
      ...(described.get(id) ?? { prompt: '', status: 'never began' }),
      used_at: new Date(at).toISOString(),
      bytes,
    })),
    kept: pruned.kept.map(({ id, why }) => ({ session_id: id, why })),
    unnamed_blobs: pruned.blobs,
    bytes: pruned.bytes,
    limited: keepDays !== undefined || maxBytes !== undefined,
  };
}

function bytesOf(size: string | undefined): number | undefined {
  return size === undefined ? undefined : sizeInBytes(size);
}

/** `described` gets the prompt and status of every session that is looked at: afterwards some are gone. */
async function lookAround(
  store: Store,
  described: Map<string, Pick<PrunedSession, 'prompt' | 'status'>>,
): Promise<Surroundings> {
  const deliveries = await keptDeliveries(store.paths.deliveries);
  const deliveriesOf = (id: string) => deliveries.filter(({ sessionId }) => sessionId === id);
  return {
    belongings: (id) => deliveriesOf(id).map(({ folder }) => folder),
    async whyKept(id) {
      const summary = (await store.readSummary(id)) as SessionSummary | undefined;
      if (summary !== undefined) described.set(id, { prompt: summary.prompt, status: summary.status });
      if (!(await isOver(store, id, summary))) return 'has not ended';
      for (const delivery of deliveriesOf(id))
        if (await delivery.isNeeded()) return 'made a delivery that can still be undone';
      return undefined;
    },
  };
}

/** An imported session can't go on. Without a summary one is over when it never began: its process was killed before the first event. */
async function isOver(store: Store, id: string, summary: SessionSummary | undefined): Promise<boolean> {
  if (await store.isImported(id)) return true;
  if (summary !== undefined) return ENDED.includes(summary.status);
  return (await treeBytes(store.paths.session(id).journal)) === 0;
}
