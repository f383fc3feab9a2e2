import type { DeliveryOutcome, SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';
import type { Store } from '../../store/open-store.ts';
import { deliver, lastDelivery, recoverDeliveries } from '../../workspace/index.ts';

export interface TreeDelivery {
  readonly store: Store;
  readonly sessionId: string;
  readonly workspace: SessionWorkspace;
  readonly to: TreeId;
  /** The session's standing deliveries, as its journal knows them, oldest first. */
  readonly before: readonly { readonly id: string; readonly state: TreeId }[];
  readonly merge: boolean;
}

/**
 * Brings a tree into the user's files: what differs from the last standing delivery, else from the base. A delivery
 * that a killed process left half done is put back first; one that it finished but did not live to journal counts.
 */
export async function deliverIntoTree(wish: TreeDelivery): Promise<DeliveryOutcome> {
  const { store, sessionId, workspace, before } = wish;
  const deliveriesDir = store.paths.deliveries;
  await recoverDeliveries(deliveriesDir, sessionId);
  const standing = await lastDelivery({ deliveriesDir, sessionId });
  if (standing !== undefined && !before.some(({ id }) => id === standing.id))
    return { kind: 'delivered', record: standing };
  const from = before.at(-1)?.state ?? workspace.base;
  return deliver({ workspace, sessionId, deliveriesDir, from, to: wish.to, merge: wish.merge });
}
