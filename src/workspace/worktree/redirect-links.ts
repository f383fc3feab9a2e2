import { lstat, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

export interface CopiedFolder {
  readonly userRoot: string;
  readonly worktree: string;
  /** Workspace-relative path of a folder that was copied from the user's tree into the worktree. */
  readonly folder: string;
}

/**
 * Makes every link in the copied folder that leads into the user's tree lead to the same place in the worktree
 * (npm workspaces link packages, absolutely or relatively). Other links stay as they are.
 */
export async function redirectLinks({ userRoot, worktree, folder }: CopiedFolder): Promise<void> {
  for await (const path of linksBelow(join(worktree, folder))) {
    const inUserTree = join(userRoot, relative(worktree, path));
    const target = await readlink(path);
    const meant = await placeInTree(userRoot, resolve(dirname(inUserTree), target));
    if (meant === undefined) continue;
    const wanted = join(worktree, meant);
    if (resolve(dirname(path), target) === wanted) continue;
    await replaceLink(path, isAbsolute(target) ? wanted : relative(dirname(path), wanted));
  }
}

async function* linksBelow(place: string): AsyncGenerator<string> {
  if ((await lstat(place)).isSymbolicLink()) {
    yield place;
    return;
  }
  for (const entry of await readdir(place, { withFileTypes: true })) {
    const path = join(place, entry.name);
    if (entry.isSymbolicLink()) yield path;
    else if (entry.isDirectory()) yield* linksBelow(path);
  }
}

/** The target relative to the user's root, or undefined when it lies elsewhere; also seen through an alias of the root. */
async function placeInTree(userRoot: string, target: string): Promise<string | undefined> {
  if (isWithin(userRoot, target)) return relative(userRoot, target);
  const real = await realpath(target).catch(() => undefined);
  return real !== undefined && isWithin(userRoot, real) ? relative(userRoot, real) : undefined;
}

function isWithin(root: string, path: string): boolean {
  return path === root || path.startsWith(root + sep);
}

async function replaceLink(path: string, target: string): Promise<void> {
  await rm(path);
  // Windows links folders through junctions, which need no privilege.
  await symlink(target, path, process.platform === 'win32' ? 'junction' : undefined);
}
