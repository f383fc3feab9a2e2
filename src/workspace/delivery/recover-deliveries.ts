import { hostname } from 'node:os';
import { join } from 'node:path';
import type { DeliveryRecord } from '../../engine/ports/workspace.ts';
import { DELIVERING, isUnderWay, settle, UNDOING, type Passage } from './all-or-nothing.ts';
import { nodeFileSystem, type DeliveryFileSystem } from './delivery-file-system.ts';
import { recordOf, storedDeliveries, type Phase, type StoredDelivery } from './stored-delivery.ts';

export interface RecoveredDelivery {
  readonly record: DeliveryRecord;
  /** Files that somebody else wrote meanwhile; left as they are. */
  readonly left: readonly string[];
}

const INTERRUPTED: Partial<Record<Phase, Passage>> = { delivering: DELIVERING, undoing: UNDOING };

/**
 * Puts back what a killed process left half done: an interrupted delivery did not take place, an interrupted undo
 * neither. With a session id the caller owns that session; without, deliveries of living processes are left alone.
 */
export async function recoverDeliveries(
  deliveriesDir: string,
  sessionId?: string,
  fileSystem: DeliveryFileSystem = nodeFileSystem,
): Promise<readonly RecoveredDelivery[]> {
  const recovered: RecoveredDelivery[] = [];
  for (const delivery of await storedDeliveries(fileSystem, deliveriesDir)) {
    const passage = INTERRUPTED[delivery.phase];
    if (passage === undefined || isUnderWay(delivery.id)) continue;
    if (sessionId === undefined ? isAlive(delivery) : delivery.sessionId !== sessionId) continue;
    const folder = join(deliveriesDir, delivery.id);
    const settled = await settle({ fileSystem, delivery, folder }, passage);
    recovered.push({ record: recordOf(settled.delivery), left: settled.left });
  }
  return recovered;
}

/** Of this process we know what it is at; of another host nothing, so its deliveries stay. */
function isAlive({ process: owner }: StoredDelivery): boolean {
  if (owner.host !== hostname()) return true;
  if (owner.id === process.pid) return false;
  try {
    process.kill(owner.id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
