import type { RunCommand } from '../engine/ports/command.ts';
import type { FileChange, SessionWorkspace, TreeId } from '../engine/ports/workspace.ts';
import { changedFiles, diffTrees } from './git/diff-trees.ts';
import type { Git } from './git/git.ts';
import { refName } from './git/ref-name.ts';
import { guardFindings, refuseUnlessAllowed, type GuardedPlace } from './guard/path-guard.ts';
import { sessionTrees, type SessionTrees } from './session-trees.ts';
import type { SessionRecord } from './snapshot/session-record.ts';
import { commitOf } from './snapshot/take-snapshot.ts';
import { findDependencies, sizeUpTo } from './worktree/find-dependencies.ts';
import type { ScratchSource } from './worktree/scratch-folder.ts';
import { removeScratchFolders, scratchPool } from './worktree/scratch-pool.ts';

export interface WorkspaceParts {
  readonly git: Git;
  /** The session's own repository. */
  readonly gitDir: string;
  readonly worktreesDir: string;
  readonly run: RunCommand;
  readonly progress: (sentence: string) => void;
  readonly record: SessionRecord;
  readonly accepted: TreeId;
}

const MOST_SCRATCHES = 2;
/** Dependencies larger than this are copied only once. */
const LARGE_DEPENDENCIES_BYTES = 400 * 1024 * 1024;

/** Returns the workspace over a completed session repository; scratch folders of a killed process are removed. */
export async function sessionWorkspace(parts: WorkspaceParts): Promise<SessionWorkspace> {
  const { git, gitDir, record } = parts;
  const { userRoot, folder, base } = record;
  const trees = sessionTrees(git, gitDir);
  const dependencies = await findDependencies(userRoot, folder, [...(await trees.entries(base)).keys()]);
  const place = (root: string, tree: TreeId) => guardedPlace({ root, tree, trees, dependencies });
  const source: ScratchSource = { ...parts, userRoot, dependencies, commitOf: commits(parts) };
  await removeScratchFolders(source, MOST_SCRATCHES);
  const size = await scratchCount(userRoot, dependencies);
  const refuse = async (root: string, tree: TreeId, changes: readonly FileChange[]) =>
    refuseUnlessAllowed(await place(root, tree), changes);
  const pool = scratchPool({ source, size, folder, refuse });
  let accepted = parts.accepted;

  return {
    userRoot,
    folder,
    base,
    maxScratches: pool.size,
    accepted: () => accepted,
    list: (tree) => trees.list(tree),
    read: (tree, path) => trees.read(tree, path),
    guard: async (changes) => guardFindings(await place(userRoot, accepted), changes),
    async writeTree(from, changes) {
      await refuse(userRoot, from, changes);
      return trees.write(from, changes);
    },
    changedFiles: (from, to) => changedFiles(git, { gitDir, from, to }),
    diff: (from, to, paths) => diffTrees(git, { gitDir, from, to }, paths),
    merge: (options) => trees.merge(options),
    lease: (tree, signal) => pool.lease(tree, signal),
    async accept(tree) {
      await pointTo(parts, tree, await source.commitOf(tree));
      accepted = tree;
    },
    close: () => pool.close(),
  };
}

async function guardedPlace(options: {
  readonly root: string;
  readonly tree: TreeId;
  readonly trees: SessionTrees;
  readonly dependencies: readonly string[];
}): Promise<GuardedPlace> {
  const { root, tree, trees, dependencies } = options;
  const read = (path: string) => trees.read(tree, path);
  return { root, entries: await trees.entries(tree), dependencies, read };
}

/** Returns a function from tree to commit on top of the base; asks git once a tree. */
function commits({ git, gitDir, record }: WorkspaceParts): (tree: TreeId) => Promise<string> {
  const known = new Map<TreeId, Promise<string>>([[record.base, Promise.resolve(record.baseCommit)]]);
  return (tree) => {
    const commit = known.get(tree) ?? commitOf({ git, gitDir, tree, parent: record.baseCommit });
    known.set(tree, commit);
    commit.catch(() => known.delete(tree));
    return commit;
  };
}

async function pointTo({ git, gitDir }: WorkspaceParts, tree: TreeId, commit: string): Promise<void> {
  const ref = await refName(git, gitDir, 'microfactory', 'accepted');
  await git({ args: ['update-ref', '-m', `accept ${tree}`, ref, commit], cwd: gitDir, gitDir });
}

async function scratchCount(userRoot: string, dependencies: readonly string[]): Promise<number> {
  const size = await sizeUpTo(LARGE_DEPENDENCIES_BYTES, userRoot, dependencies);
  return size < LARGE_DEPENDENCIES_BYTES ? MOST_SCRATCHES : 1;
}
