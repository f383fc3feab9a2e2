import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from '../git/git.ts';
import { nulSeparated } from '../git/nul-separated.ts';
import { DEPENDENCY_FOLDERS, LEFT_OUT_WITHOUT_GIT } from './dependency-folders.ts';

/** What to list: a tree with a repository of its own, or a plain folder read through an empty index of ours. */
export interface Listing {
  readonly git: Git;
  readonly root: string;
  /** The session's repository, used only to read ignore rules where there is no other. */
  readonly plain?: { readonly gitDir: string };
}

const DEEPEST_NESTING = 5;

/** Returns the paths of tracked and of untracked, not ignored files; nested repositories' files among them. */
export async function listedPaths(listing: Listing, depth = 0): Promise<string[]> {
  const paths = [...new Set([...(await tracked(listing)), ...(await untracked(listing))])];
  const lists = await inBatches(paths, async (path) => {
    const absolute = join(listing.root, path);
    const isFolder = (await lstat(absolute).catch(() => undefined))?.isDirectory() ?? false;
    if (!isFolder) return [path];
    return depth < DEEPEST_NESTING ? nested(listing.git, absolute, path.replace(/\/$/, ''), depth) : [];
  });
  return lists.flat();
}

async function tracked({ git, root, plain }: Listing): Promise<string[]> {
  if (plain !== undefined) return [];
  return nulSeparated((await git({ args: ['ls-files', '-z', '--cached'], cwd: root })).stdout);
}

async function untracked({ git, root, plain }: Listing): Promise<string[]> {
  const folders = DEPENDENCY_FOLDERS.map((folder) => `${folder}/`);
  const leftOut = [...folders, ...(plain === undefined ? [] : LEFT_OUT_WITHOUT_GIT)];
  const excludes = leftOut.map((pattern) => `--exclude=${pattern}`);
  const { stdout } = await git({
    args: ['ls-files', '-z', '--others', '--exclude-standard', ...excludes],
    cwd: root,
    ...(plain === undefined
      ? {}
      : { gitDir: plain.gitDir, workTree: root, indexFile: join(plain.gitDir, 'no-index') }),
  });
  return nulSeparated(stdout);
}

/** A submodule or a repository within the repository: its files as plain files. */
async function nested(git: Git, root: string, prefix: string, depth: number): Promise<string[]> {
  const top = await git({ args: ['rev-parse', '--show-toplevel'], cwd: root, answers: [128] });
  const ownTop = top.exitCode === 0 ? await realpath(top.stdout.toString('utf8').trim()) : '';
  // A submodule that was never checked out is an empty folder of the outer repository.
  if (ownTop !== (await realpath(root))) return [];
  const paths = await listedPaths({ git, root }, depth + 1);
  return paths.map((path) => `${prefix}/${path}`);
}

const BATCH = 256;

/** Applies an asynchronous function to all items, some hundred at a time, and keeps their order. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  apply: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += BATCH)
    results.push(...(await Promise.all(items.slice(start, start + BATCH).map(apply))));
  return results;
}
