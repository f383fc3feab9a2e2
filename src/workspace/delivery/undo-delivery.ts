import { join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { DeliveryRecord } from '../../engine/ports/workspace.ts';
import { moveAllOrNothing, UNDOING } from './all-or-nothing.ts';
import { nodeFileSystem, type DeliveryFileSystem } from './delivery-file-system.ts';
import { explainedFailure } from './explain-failure.ts';
import { readDelivery, recordOf, type StoredDelivery } from './stored-delivery.ts';
import { targetAt } from './target.ts';

export interface UndoOptions {
  /** The delivery or its id. */
  readonly delivery: DeliveryRecord | string;
  readonly deliveriesDir: string;
  readonly fileSystem?: DeliveryFileSystem;
}

/**
 * Gives every file of the delivery the bytes it had before, deletes what was created, restores what was deleted: all of
 * it or nothing. Throws `conflict` naming the files that are no longer what was delivered, `not-found` for an unknown
 * delivery, `usage` for one that is not delivered (any more).
 */
export async function undoDelivery(options: UndoOptions): Promise<{ record: DeliveryRecord }> {
  try {
    return { record: recordOf(await undone(options)) };
  } catch (error) {
    throw explainedFailure(error, 'Nothing was undone');
  }
}

async function undone(options: UndoOptions): Promise<StoredDelivery> {
  const { deliveriesDir, fileSystem = nodeFileSystem } = options;
  const id = typeof options.delivery === 'string' ? options.delivery : options.delivery.id;
  const folder = join(deliveriesDir, id);
  const delivery = /^[\w-]+$/.test(id) ? await readDelivery(fileSystem, folder) : undefined;
  if (delivery === undefined)
    throw new MicrofactoryError({
      code: 'not-found',
      message: `There is no delivery ${JSON.stringify(id)}.`,
    });
  refuseUnlessDelivered(delivery);
  await refuseIfChanged(fileSystem, delivery);
  return moveAllOrNothing({ fileSystem, delivery, folder }, UNDOING);
}

function refuseUnlessDelivered({ id, phase }: StoredDelivery): void {
  if (phase === 'delivered') return;
  const why: Partial<Record<typeof phase, string>> = {
    undone: 'was undone already',
    'rolled-back': 'never took effect',
  };
  const message = `The delivery ${id} ${why[phase] ?? 'was interrupted; resume its session first'}.`;
  throw new MicrofactoryError({ code: 'usage', message });
}

/** Returns the delivery's files that are no longer what was delivered. */
export async function changedSince(
  fileSystem: DeliveryFileSystem,
  delivery: StoredDelivery,
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { path, after } of delivery.files)
    if ((await targetAt(fileSystem, delivery.userRoot, path)).hash !== after) changed.push(path);
  return changed;
}

async function refuseIfChanged(fileSystem: DeliveryFileSystem, delivery: StoredDelivery): Promise<void> {
  const changed = await changedSince(fileSystem, delivery);
  if (changed.length === 0) return;
  const message = `Nothing was undone: ${changed.join(', ')} changed since the delivery; restore or remove your changes first.`;
  throw new MicrofactoryError({ code: 'conflict', message, data: { files: changed } });
}
