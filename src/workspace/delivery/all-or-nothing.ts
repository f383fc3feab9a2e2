import { MicrofactoryError } from '../../engine/error.ts';
import { moveAll, putBack, type Move, type Side } from './move-files.ts';
import { storeDelivery, type Phase, type StoredDelivery } from './stored-delivery.ts';

export interface Passage {
  readonly to: Side;
  /** What the disk says while files are being written. */
  readonly during: Phase;
  readonly done: Phase;
  /** What the disk says when everything was put back. */
  readonly failed: Phase;
}

export const DELIVERING: Passage = {
  to: 'after',
  during: 'delivering',
  done: 'delivered',
  failed: 'rolled-back',
};
export const UNDOING: Passage = { to: 'before', during: 'undoing', done: 'undone', failed: 'delivered' };

const BACK: Readonly<Record<Side, Side>> = { after: 'before', before: 'after' };

/** Deliveries that this process is at: nobody may take them for left behind. */
const underWay = new Set<string>();

/** True while this process moves the delivery's files. */
export function isUnderWay(id: string): boolean {
  return underWay.has(id);
}

/**
 * Moves all files, or none: at a failure everything written is put back and the failure thrown. What even that leaves
 * (the disk is gone, the process is killed) `settle` puts back later, since the phase is on the disk before the first write.
 */
export async function moveAllOrNothing(move: Move, passage: Passage): Promise<StoredDelivery> {
  const { delivery } = move;
  underWay.add(delivery.id);
  try {
    await inPhase(move, passage.during);
    await moveAll(move, passage.to);
    return await inPhase(move, passage.done);
  } catch (error) {
    await settle(move, passage).catch((cause: unknown) => {
      throw halfway(delivery, error, cause);
    });
    throw error;
  } finally {
    underWay.delete(delivery.id);
  }
}

/** Puts back what an interrupted passage has moved; returns the paths that somebody else wrote meanwhile and that were left alone. */
export async function settle(
  move: Move,
  passage: Passage,
): Promise<{ delivery: StoredDelivery; left: string[] }> {
  // First: the disk may already say `done`, and must not while files are being put back.
  await inPhase(move, passage.during);
  const left = await putBack(move, BACK[passage.to]);
  return { delivery: await inPhase(move, passage.failed), left };
}

async function inPhase({ fileSystem, folder, delivery }: Move, phase: Phase): Promise<StoredDelivery> {
  const next = { ...delivery, phase };
  await storeDelivery(fileSystem, folder, next);
  return next;
}

function halfway(delivery: StoredDelivery, error: unknown, cause: unknown): MicrofactoryError {
  const reason = [error, cause]
    .map((one) => (one instanceof Error ? one.message : String(one)))
    .join('; then ');
  const message = `Writing to ${delivery.userRoot} failed and could not be put back yet (${reason}); free the disk and resume the session to put it back.`;
  return new MicrofactoryError({ code: 'store', message, retryable: true, cause });
}
