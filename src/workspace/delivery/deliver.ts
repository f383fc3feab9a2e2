import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import type { DeliveryOutcome, SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';
import { DELIVERING, moveAllOrNothing } from './all-or-nothing.ts';
import { nodeFileSystem, type DeliveryFileSystem } from './delivery-file-system.ts';
import { explainedFailure } from './explain-failure.ts';
import { planDelivery, type PlannedFile, type PlanRequest } from './plan-delivery.ts';
import { hashOf, keepBytes } from './stored-bytes.ts';
import { recordOf, storedDeliveries, type StoredDelivery } from './stored-delivery.ts';
import { foldersAbove } from './target.ts';

export interface DeliverOptions {
  readonly workspace: SessionWorkspace;
  readonly sessionId: string;
  /** Where deliveries are kept, for undo and recovery. */
  readonly deliveriesDir: string;
  readonly from: TreeId;
  readonly to: TreeId;
  /** Merge into targets that changed meanwhile, where that works without conflict. */
  readonly merge?: boolean | undefined;
  readonly clock?: Clock;
  readonly ids?: () => string;
  readonly fileSystem?: DeliveryFileSystem;
}

/**
 * Writes what differs between the trees to the user's files: all of it or nothing. Refuses when a target is not what it
 * was at `from`. Throws `workspace` or `store` when the disk fails; then everything is as before, or recovery makes it so.
 */
export async function deliver(options: DeliverOptions): Promise<DeliveryOutcome> {
  try {
    return await planned(options);
  } catch (error) {
    throw explainedFailure(error, `Nothing was delivered to ${options.workspace.userRoot}`);
  }
}

async function planned(options: DeliverOptions): Promise<DeliveryOutcome> {
  const { workspace, deliveriesDir, from, to, merge = false, fileSystem = nodeFileSystem } = options;
  const earlier = await storedDeliveries(fileSystem, deliveriesDir);
  const request = { fileSystem, workspace, from, to, merge, ours: writtenBefore(options, earlier) };
  const plan = await planDelivery(request);
  if (plan.kind === 'refused') return plan;
  if (plan.files.length === 0) return { kind: 'nothing-to-deliver' };
  const order = 1 + Math.max(0, ...earlier.map((one) => one.order));
  return carryOut(options, plan.files, order).catch((error: unknown) => refusalOr(error, request));
}

async function carryOut(
  options: DeliverOptions,
  files: readonly PlannedFile[],
  order: number,
): Promise<DeliveryOutcome> {
  const { fileSystem = nodeFileSystem, deliveriesDir } = options;
  const delivery = await intentOf(options, fileSystem, files, order);
  const folder = join(deliveriesDir, delivery.id);
  await mkdir(deliveriesDir, { recursive: true });
  await fileSystem.makeFolder(folder);
  for (const { now, after } of files)
    for (const bytes of [now.kind === 'file' ? now.bytes : null, after])
      if (bytes !== null) await keepBytes(fileSystem, folder, bytes);
  await fileSystem.syncFolder(deliveriesDir);
  const delivered = await moveAllOrNothing({ fileSystem, delivery, folder }, DELIVERING);
  return { kind: 'delivered', record: recordOf(delivered) };
}

async function intentOf(
  options: DeliverOptions,
  fileSystem: DeliveryFileSystem,
  files: readonly PlannedFile[],
  order: number,
): Promise<StoredDelivery> {
  const { workspace, sessionId, clock = systemClock, ids = randomUUID } = options;
  return {
    version: 1,
    id: ids(),
    sessionId,
    userRoot: workspace.userRoot,
    at: clock.now(),
    order,
    phase: 'delivering',
    process: { id: process.pid, host: hostname() },
    files: files.map(({ path, now, after, merged }) => ({
      path,
      before: now.hash,
      after: after && hashOf(after),
      mode: now.kind === 'file' ? now.status.mode : null,
      merged,
    })),
    folders: await missingFolders(fileSystem, workspace.userRoot, files),
  };
}

async function missingFolders(
  fileSystem: DeliveryFileSystem,
  root: string,
  files: readonly PlannedFile[],
): Promise<string[]> {
  const written = files.filter(({ after }) => after !== null);
  const folders = [...new Set(written.flatMap(({ path }) => foldersAbove(path)))].sort();
  const missing: string[] = [];
  for (const folder of folders)
    if ((await fileSystem.status(join(root, folder))) === undefined) missing.push(folder);
  return missing;
}

/** A merged file holds the user's edits too, so writing over it would lose them: it counts as the user's. */
function writtenBefore(
  { sessionId, workspace }: DeliverOptions,
  earlier: readonly StoredDelivery[],
): PlanRequest['ours'] {
  const ours = new Map<string, Set<string | null>>();
  for (const delivery of earlier) {
    const isThisOne = delivery.sessionId === sessionId && delivery.userRoot === workspace.userRoot;
    if (!isThisOne || delivery.phase !== 'delivered') continue;
    for (const { path, after, merged } of delivery.files)
      if (!merged) ours.set(path, (ours.get(path) ?? new Set()).add(after));
  }
  return ours;
}

/** A target that changed between the comparison and the write is a refusal like any other. */
async function refusalOr(error: unknown, request: PlanRequest): Promise<DeliveryOutcome> {
  if (error instanceof MicrofactoryError && error.code === 'conflict') {
    const again = await planDelivery({ ...request, merge: false });
    if (again.kind === 'refused') return again;
  }
  throw error;
}
