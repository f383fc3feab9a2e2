import { join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { TreeId } from '../../engine/ports/workspace.ts';
import type { Git } from '../git/git.ts';
import { refName } from '../git/ref-name.ts';
import { importFiles } from './import-files.ts';
import { listedPaths } from './listed-paths.ts';
import { borrowHistory } from './session-repository.ts';
import { snapshotFiles, type SnapshotFile } from './snapshot-files.ts';
import type { UserTree } from './user-tree.ts';

export interface SnapshotRequest {
  readonly git: Git;
  readonly gitDir: string;
  readonly tree: UserTree;
  /** Absolute folders of ours, in case they lie inside the user's tree. */
  readonly ours: readonly string[];
  readonly progress: (sentence: string) => void;
  /** True for tasks that need no files to begin with. */
  readonly mayBeEmpty?: boolean | undefined;
}

export interface Snapshot {
  readonly tree: UserTree;
  readonly base: TreeId;
  readonly baseCommit: string;
}

/** Stores the user's tree as it is under refs/microfactory/base and accepted. Throws `workspace` when there are no files but must be. */
export async function takeSnapshot(request: SnapshotRequest): Promise<Snapshot> {
  const { git, gitDir, progress } = request;
  const { tree, files } = await chosenFiles(request);
  progress(`Taking a snapshot of ${files.length} files`);
  const baseRef = await refName(git, gitDir, 'microfactory', 'base');
  await importFiles({ git, gitDir, ref: baseRef, files });
  const base = await oneLine(git, gitDir, ['rev-parse', '--verify', `${baseRef}^{tree}`]);
  if (tree.repository !== undefined) await borrowHistory(gitDir, tree.repository);
  const commit = await commitOf({ git, gitDir, tree: base, parent: tree.repository?.head });
  const acceptedRef = await refName(git, gitDir, 'microfactory', 'accepted');
  for (const ref of [baseRef, acceptedRef])
    await git({ args: ['update-ref', ref, commit], cwd: gitDir, gitDir });
  return { tree, base, baseCommit: commit };
}

/** Returns a commit of the tree; the same tree and parent always give the same commit. */
export async function commitOf(options: {
  readonly git: Git;
  readonly gitDir: string;
  readonly tree: TreeId;
  readonly parent: string | undefined;
}): Promise<string> {
  const { git, gitDir, tree, parent } = options;
  const parents = parent === undefined ? [] : ['-p', parent];
  return oneLine(git, gitDir, ['commit-tree', tree, ...parents, '-m', 'Microfactory snapshot']);
}

async function chosenFiles(request: SnapshotRequest): Promise<{ tree: UserTree; files: SnapshotFile[] }> {
  const { tree } = request;
  const files = await filesOf(request, tree);
  const { folder } = tree;
  if (folder !== '' && !files.some(({ path }) => path.startsWith(`${folder}/`))) {
    // The repository around it ignores the folder: the folder stands alone.
    const alone = { root: join(tree.root, folder), folder: '' };
    return { tree: alone, files: notEmpty(alone, await filesOf(request, alone), request) };
  }
  return { tree, files: notEmpty(tree, files, request) };
}

async function filesOf({ git, gitDir, ours }: SnapshotRequest, tree: UserTree): Promise<SnapshotFile[]> {
  const plain = tree.repository === undefined ? { plain: { gitDir } } : {};
  return snapshotFiles(tree.root, await listedPaths({ git, root: tree.root, ...plain }), ours);
}

function notEmpty(tree: UserTree, files: SnapshotFile[], { mayBeEmpty }: SnapshotRequest): SnapshotFile[] {
  if (files.length > 0 || mayBeEmpty === true) return files;
  const message = `The folder ${tree.root} has no files to work on; name the folder that holds the project.`;
  throw new MicrofactoryError({ code: 'workspace', message });
}

async function oneLine(git: Git, gitDir: string, args: readonly string[]): Promise<string> {
  return (await git({ args, cwd: gitDir, gitDir })).stdout.toString('latin1').trim();
}
