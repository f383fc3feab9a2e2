import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';
import type { RunCommand } from '../engine/ports/command.ts';
import type { SessionWorkspace, TreeId } from '../engine/ports/workspace.ts';
import { cancellableGit, git as defaultGit, type Git } from './git/git.ts';
import { refName } from './git/ref-name.ts';
import { sessionWorkspace } from './session-workspace.ts';
import { createSessionRepository } from './snapshot/session-repository.ts';
import { readSessionRecord, writeSessionRecord, type SessionRecord } from './snapshot/session-record.ts';
import { takeSnapshot } from './snapshot/take-snapshot.ts';
import { findUserTree } from './snapshot/user-tree.ts';

export interface OpenOptions {
  /** The task's folder: anywhere in a repository, or a folder without git. */
  readonly repoPath: string;
  /** The session's folder in the store; the session's own repository lies in it. */
  readonly sessionDir: string;
  /** Where scratch folders are made; may be shared by sessions. */
  readonly worktreesDir: string;
  readonly run: RunCommand;
  readonly progress?: (sentence: string) => void;
  readonly git?: Git;
  /** True for tasks that need no files to begin with. */
  readonly mayBeEmpty?: boolean | undefined;
  /** Ends the snapshot at once; it throws `cancelled` then. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes a snapshot of the user's tree as it is, or goes on with the one that the session has (base and accepted tree as
 * they were). Never writes to the user's tree or repository. Throws `workspace` when there is nothing to work on.
 */
export async function openSessionWorkspace(options: OpenOptions): Promise<SessionWorkspace> {
  const { run, git = defaultGit, progress = () => {} } = options;
  const sessionDir = await made(options.sessionDir);
  const worktreesDir = await made(options.worktreesDir);
  const gitDir = join(sessionDir, 'repository');
  const place = { git, gitDir, sessionDir, worktreesDir };
  const known = await readSessionRecord(sessionDir);
  if (known !== undefined) await refuseOtherFolder(git, options.repoPath, known);
  const taking = options.signal === undefined ? git : cancellableGit(git, options.signal);
  const record =
    known ??
    (await create({
      ...place,
      git: taking,
      repoPath: options.repoPath,
      progress,
      mayBeEmpty: options.mayBeEmpty,
    }));
  return sessionWorkspace({ ...place, run, progress, record, accepted: await acceptedTree(git, gitDir) });
}

async function create(options: {
  readonly git: Git;
  readonly gitDir: string;
  readonly sessionDir: string;
  readonly worktreesDir: string;
  readonly repoPath: string;
  readonly progress: (sentence: string) => void;
  readonly mayBeEmpty: boolean | undefined;
}): Promise<SessionRecord> {
  const { git, gitDir, sessionDir, worktreesDir, repoPath, progress, mayBeEmpty } = options;
  const found = await findUserTree(git, repoPath);
  await createSessionRepository({ git, gitDir, objectFormat: found.repository?.objectFormat ?? 'sha1' });
  const snapshot = await takeSnapshot({
    git,
    gitDir,
    tree: found,
    ours: [sessionDir, worktreesDir],
    progress,
    mayBeEmpty,
  });
  const { tree, base, baseCommit } = snapshot;
  const record = { userRoot: tree.root, folder: tree.folder, base, baseCommit };
  await writeSessionRecord(sessionDir, record);
  return record;
}

async function acceptedTree(git: Git, gitDir: string): Promise<TreeId> {
  const ref = await refName(git, gitDir, 'microfactory', 'accepted');
  const args = ['rev-parse', '--verify', '--quiet', `${ref}^{tree}`];
  const { exitCode, stdout } = await git({ args, cwd: gitDir, gitDir, answers: [1, 128] });
  if (exitCode === 0) return stdout.toString('latin1').trim();
  const message = `The session's repository ${gitDir} is damaged: it has lost what was accepted; start a new session.`;
  throw new MicrofactoryError({ code: 'store', message });
}

/** A session goes on with the folder that it began with, although that may have moved away meanwhile. */
async function refuseOtherFolder(git: Git, repoPath: string, record: SessionRecord): Promise<void> {
  const real = await realpath(repoPath).catch(() => undefined);
  if (real === undefined || real === join(record.userRoot, record.folder)) return;
  const { root } = await findUserTree(git, repoPath);
  if (root === record.userRoot) return;
  const message = `The session belongs to ${record.userRoot}, not to ${root}; resume it there or start a new one.`;
  throw new MicrofactoryError({ code: 'workspace', message });
}

async function made(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    return await realpath(folder);
  } catch (cause) {
    const message = `The folder ${folder} cannot be made (${cause instanceof Error ? cause.message : 'unknown reason'}); check its permissions and the free space.`;
    throw new MicrofactoryError({ code: 'store', message, cause });
  }
}
