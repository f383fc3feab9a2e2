import type { DeliveryRecord } from '../../engine/ports/workspace.ts';
import { nodeFileSystem, type DeliveryFileSystem } from './delivery-file-system.ts';
import { recordOf, storedDeliveries } from './stored-delivery.ts';

/** Returns the latest delivery that stands (not undone, not rolled back) of the session, or into the folder. */
export async function lastDelivery(options: {
  readonly deliveriesDir: string;
  /** Real path of the user's tree. */
  readonly userRoot?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly fileSystem?: DeliveryFileSystem;
}): Promise<DeliveryRecord | undefined> {
  const { deliveriesDir, userRoot, sessionId, fileSystem = nodeFileSystem } = options;
  const standing = (await storedDeliveries(fileSystem, deliveriesDir)).filter(
    (delivery) =>
      delivery.phase === 'delivered' &&
      (userRoot === undefined || delivery.userRoot === userRoot) &&
      (sessionId === undefined || delivery.sessionId === sessionId),
  );
  const last = standing.at(-1);
  return last && recordOf(last);
}
