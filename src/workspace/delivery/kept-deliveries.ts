import { join } from 'node:path';
import { nodeFileSystem, type DeliveryFileSystem } from './delivery-file-system.ts';
import { storedDeliveries, type StoredDelivery } from './stored-delivery.ts';
import { changedSince } from './undo-delivery.ts';

/** A delivery as whoever tidies up looks at it. */
export interface KeptDelivery {
  readonly sessionId: string;
  /** Where its inverse lies. */
  readonly folder: string;
  /** False when nobody could undo or recover it any more: it was undone, or its files are no longer what was delivered. */
  isNeeded(): Promise<boolean>;
}

/** Returns all deliveries that the store keeps, oldest first. Throws `store` when one is damaged. */
export async function keptDeliveries(
  deliveriesDir: string,
  fileSystem: DeliveryFileSystem = nodeFileSystem,
): Promise<readonly KeptDelivery[]> {
  const deliveries = await storedDeliveries(fileSystem, deliveriesDir);
  return deliveries.map((delivery) => ({
    sessionId: delivery.sessionId,
    folder: join(deliveriesDir, delivery.id),
    isNeeded: () => isNeeded(fileSystem, delivery),
  }));
}

async function isNeeded(fileSystem: DeliveryFileSystem, delivery: StoredDelivery): Promise<boolean> {
  if (delivery.phase !== 'delivered') return delivery.phase === 'delivering' || delivery.phase === 'undoing';
  if ((await fileSystem.status(delivery.userRoot)) === undefined) return false;
  return (await changedSince(fileSystem, delivery)).length === 0;
}
