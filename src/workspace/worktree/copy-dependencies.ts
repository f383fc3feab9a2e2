import { constants } from 'node:fs';
import { cp, lstat, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunCommand } from '../../engine/ports/command.ts';
import { redirectEnvironments } from './redirect-environments.ts';
import { redirectLinks } from './redirect-links.ts';

export interface DependencyCopy {
  readonly run: RunCommand;
  /** Real path of the user's tree. */
  readonly from: string;
  /** Real path of the worktree. */
  readonly to: string;
  /** Workspace-relative folders. */
  readonly folders: readonly string[];
}

const COPY_TIMEOUT_MS = 10 * 60_000;

/** Copies the folders, copy-on-write where the file system can; links into the user's tree then lead into the worktree. */
export async function copyDependencies(copy: DependencyCopy): Promise<void> {
  for (const folder of copy.folders) {
    const from = join(copy.from, folder);
    const to = join(copy.to, folder);
    if (!(await isFolder(dirname(to)))) await mkdir(dirname(to), { recursive: true });
    await copyFolder(copy.run, from, to);
    await redirectLinks({ userRoot: copy.from, worktree: copy.to, folder });
    await redirectEnvironments({ userRoot: copy.from, worktree: copy.to, folder });
  }
}

async function copyFolder(run: RunCommand, from: string, to: string): Promise<void> {
  if (process.platform === 'linux') {
    const argv = ['cp', '-a', '--reflink=auto', '--', from, to];
    const result = await run({ argv, cwd: dirname(to), timeoutMs: COPY_TIMEOUT_MS });
    if (result.exitCode === 0) return;
    // A cp without --reflink (BusyBox) or a half-made copy: the portable way starts afresh.
    await rm(to, { recursive: true, force: true });
  }
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    mode: constants.COPYFILE_FICLONE,
  });
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isDirectory() ?? false;
}
