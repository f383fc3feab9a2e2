import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RunCommand } from '../../engine/ports/command.ts';
import type { FileChange, TreeId } from '../../engine/ports/workspace.ts';
import type { Git } from '../git/git.ts';
import { copyDependencies } from './copy-dependencies.ts';
import { layOut, type Worktree } from './laid-out.ts';

/** What all scratch folders of a session share. */
export interface ScratchSource {
  readonly git: Git;
  readonly run: RunCommand;
  /** The session's own repository. */
  readonly gitDir: string;
  readonly userRoot: string;
  /** May be shared with other sessions. */
  readonly worktreesDir: string;
  readonly dependencies: readonly string[];
  /** Returns a commit of the tree, on top of the base. */
  readonly commitOf: (tree: TreeId) => Promise<string>;
}

/** One folder on the disk that can hold any tree of the session. */
export interface ScratchFolder {
  readonly root: string;
  reset(tree: TreeId): Promise<void>;
  write(changes: readonly FileChange[]): Promise<void>;
}

/** Returns where the scratch folder of that number lies: a name that no other session's folder has. */
export function placeOf(source: ScratchSource, number: number): string {
  const session = createHash('sha256').update(source.gitDir).digest('hex').slice(0, 10);
  return join(source.worktreesDir, `${session}-${number}`);
}

/** Makes a worktree with dependencies beside it; nothing of a folder of the same number remains. */
export async function makeScratchFolder(
  source: ScratchSource,
  number: number,
  tree: TreeId,
): Promise<ScratchFolder> {
  const { git, gitDir } = source;
  // The user's folder name stays, since some tools take it for the project's.
  const place = placeOf(source, number);
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  const path = join(await realpath(place), basename(source.userRoot) || 'root');
  const commit = await source.commitOf(tree);
  const args = ['worktree', 'add', '--detach', '--no-checkout', '--force', '--force', '--', path, commit];
  await git({ args, cwd: gitDir, gitDir });
  const worktree = { root: path, gitDir: await administrativeFolder(path) };
  const folder = scratchFolder(source, worktree);
  await folder.reset(tree);
  await copyDependencies({ run: source.run, from: source.userRoot, to: path, folders: source.dependencies });
  return folder;
}

function scratchFolder(source: ScratchSource, worktree: Worktree): ScratchFolder {
  const { git, dependencies: keep } = source;
  return {
    root: worktree.root,
    async reset(tree) {
      await layOut({ git, worktree, tree, commit: await source.commitOf(tree), keep });
    },
    async write(changes) {
      for (const change of changes) await writeChange(worktree.root, change);
    },
  };
}

async function administrativeFolder(root: string): Promise<string> {
  return (await readFile(join(root, '.git'), 'utf8')).replace(/^gitdir: /, '').trim();
}

async function writeChange(root: string, { path, content }: FileChange): Promise<void> {
  const absolute = join(root, path);
  if (content === null) return rm(absolute, { force: true });
  await mkdir(dirname(absolute), { recursive: true });
  await writeFile(absolute, content);
}
