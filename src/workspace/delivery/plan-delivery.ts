import type { FileChange, SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';
import type { DeliveryFileSystem } from './delivery-file-system.ts';
import { hashOf } from './stored-bytes.ts';
import { targetAt, type Target } from './target.ts';

/** One file that is going to be written or deleted. */
export interface PlannedFile {
  readonly path: string;
  /** What the user has there now; never an obstacle. */
  readonly now: Exclude<Target, { kind: 'obstacle' }>;
  readonly after: Uint8Array | null;
  readonly merged: boolean;
}

export type DeliveryPlan =
  | { readonly kind: 'planned'; readonly files: readonly PlannedFile[] }
  | { readonly kind: 'refused'; readonly changed: readonly string[]; readonly mergeable: boolean };

export interface PlanRequest {
  readonly fileSystem: DeliveryFileSystem;
  readonly workspace: SessionWorkspace;
  readonly from: TreeId;
  readonly to: TreeId;
  readonly merge: boolean;
  /** Hashes, by path, of what earlier deliveries of the session wrote: those targets are not the user's changes. */
  readonly ours: ReadonlyMap<string, ReadonlySet<string | null>>;
}

interface Compared {
  readonly path: string;
  readonly now: Target;
  readonly after: Uint8Array | null;
  readonly isAsExpected: boolean;
}

/** Compares every target with the base, and merges those that differ if asked to. Writes nothing of the user's. */
export async function planDelivery(request: PlanRequest): Promise<DeliveryPlan> {
  const { workspace, from, to, merge } = request;
  const paths = (await workspace.changedFiles(from, to)).map(({ path }) => path);
  const compared = await Promise.all(paths.map((path) => compare(request, path)));
  const needed = compared.filter(({ now, after }) => now.hash !== (after && hashOf(after)));
  const changed = needed.filter(({ isAsExpected }) => !isAsExpected);
  const expected = needed
    .filter(({ isAsExpected }) => isAsExpected)
    .map((file) => planned(file, file.after, false));
  if (changed.length === 0) return { kind: 'planned', files: expected.flat() };
  const merged = await mergeChanged(request, changed);
  if (merged.conflicts.length > 0)
    return { kind: 'refused', changed: merge ? merged.conflicts : pathsOf(changed), mergeable: false };
  if (!merge) return { kind: 'refused', changed: pathsOf(changed), mergeable: true };
  return { kind: 'planned', files: [...expected, ...merged.files].flat() };
}

async function compare(request: PlanRequest, path: string): Promise<Compared> {
  const { fileSystem, workspace, from, to, ours } = request;
  const [now, before, after] = await Promise.all([
    targetAt(fileSystem, workspace.userRoot, path),
    workspace.read(from, path),
    workspace.read(to, path),
  ]);
  const expected = before === undefined ? null : hashOf(before);
  const isOurs = now.hash !== undefined && (ours.get(path)?.has(now.hash) ?? false);
  return { path, now, after: after ?? null, isAsExpected: now.hash === expected || isOurs };
}

/** Three ways: the base, what the user has now, what the session made. */
async function mergeChanged(
  { workspace, from, to }: PlanRequest,
  changed: readonly Compared[],
): Promise<{ files: PlannedFile[][]; conflicts: readonly string[] }> {
  const obstacles = changed.filter(({ now }) => now.kind === 'obstacle');
  if (obstacles.length > 0) return { files: [], conflicts: pathsOf(obstacles) };
  const theirs: FileChange[] = changed.map(({ path, now }) => ({
    path,
    content: now.kind === 'file' ? now.bytes : null,
  }));
  const ours = await workspace.writeTree(from, theirs);
  const { tree, conflicts } = await workspace.merge({ base: from, ours, theirs: to });
  if (tree === undefined) return { files: [], conflicts };
  const files = changed.map(async (file) =>
    planned(file, (await workspace.read(tree, file.path)) ?? null, true),
  );
  return { files: await Promise.all(files), conflicts };
}

/** Empty when the target already is what it is to become. */
function planned({ path, now }: Compared, after: Uint8Array | null, merged: boolean): PlannedFile[] {
  if (now.kind === 'obstacle' || now.hash === (after && hashOf(after))) return [];
  return [{ path, now, after, merged }];
}

function pathsOf(files: readonly Compared[]): string[] {
  return files.map(({ path }) => path);
}
