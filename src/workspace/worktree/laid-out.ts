import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TreeId } from '../../engine/ports/workspace.ts';
import type { Git } from '../git/git.ts';

/** A worktree of the session's own repository. */
export interface Worktree {
  /** Real path of its folder. */
  readonly root: string;
  /** Its administrative folder: `<repository>/worktrees/<name>`. */
  readonly gitDir: string;
}

/**
 * Makes the worktree hold the tree exactly: what runs left behind goes, changed and deleted files come back,
 * dependencies stay. Costs two processes.
 */
export async function layOut(options: {
  readonly git: Git;
  readonly worktree: Worktree;
  readonly tree: TreeId;
  /** What HEAD becomes, so that git inside the worktree sees a clean checkout. */
  readonly commit: string;
  /** Workspace-relative folders that are never cleaned. */
  readonly keep: readonly string[];
}): Promise<void> {
  const { git, worktree, tree, commit, keep } = options;
  await repairLinks(worktree, commit);
  const call = { cwd: worktree.root, gitDir: worktree.gitDir, workTree: worktree.root };
  const excludes = keep.flatMap((folder) => ['-e', `/${escaped(folder)}`]);
  // Before the checkout: a left-behind file may be in the way of a folder of the tree.
  await git({ ...call, args: ['clean', '-ffdxq', ...excludes] });
  await git({ ...call, args: ['read-tree', '--reset', '-u', tree] });
}

/** What is run in the worktree may have moved HEAD, died with the index locked, or removed the .git file. */
async function repairLinks({ root, gitDir }: Worktree, commit: string): Promise<void> {
  const link = join(root, '.git');
  const right = `gitdir: ${gitDir.replaceAll('\\', '/')}\n`;
  if ((await readFile(link, 'utf8').catch(() => undefined)) !== right) {
    await rm(link, { recursive: true, force: true });
    await writeFile(link, right);
  }
  await writeFile(join(gitDir, 'HEAD'), `${commit}\n`);
  await rm(join(gitDir, 'index.lock'), { force: true });
}

/** A path as a pattern of gitignore that matches only itself. */
function escaped(path: string): string {
  return path.replace(/[\\*?[\]!# ]/g, '\\$&');
}
