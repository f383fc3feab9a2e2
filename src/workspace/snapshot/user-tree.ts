import { realpath, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Git } from '../git/git.ts';

/** Where the user's files are, and what we borrow from their repository, read-only. */
export interface UserTree {
  /** Absolute, real path: the top of the repository, or the folder itself without git. */
  readonly root: string;
  /** The task's folder relative to the root, with `/`; '' for the root itself. */
  readonly folder: string;
  readonly repository?: UserRepository;
}

export interface UserRepository {
  readonly objectFormat: string;
  readonly objects: string;
  /** Names the commits a shallow clone ends at; the file need not exist. */
  readonly shallow: string;
  /** Undefined before the first commit. */
  readonly head?: string;
}

/** Returns where the folder lies; throws `workspace` when it is missing, not a folder, or git refuses to read it. */
export async function findUserTree(git: Git, folder: string): Promise<UserTree> {
  const real = await realFolder(folder);
  const result = await git({ args: ['rev-parse', '--show-toplevel'], cwd: real, answers: [128] });
  if (result.exitCode === 0) return inRepository(git, real, withoutNewline(result.stdout));
  if (/not a git repository/i.test(result.stderr)) return { root: real, folder: '' };
  throw unreadable(real, result.stderr);
}

async function inRepository(git: Git, real: string, top: string): Promise<UserTree> {
  const root = await realpath(top);
  const ask = async (...args: string[]) => {
    const { exitCode, stdout } = await git({ args: ['rev-parse', ...args], cwd: root, answers: [1, 128] });
    return exitCode === 0 ? withoutNewline(stdout) : '';
  };
  const [objectFormat, objects, shallow, head] = await Promise.all([
    ask('--show-object-format'),
    ask('--git-path', 'objects'),
    ask('--git-path', 'shallow'),
    ask('--verify', '--quiet', 'HEAD^{commit}'),
  ]);
  return {
    root,
    folder: relative(root, real).split(sep).join('/'),
    repository: {
      objectFormat: objectFormat || 'sha1',
      objects: resolve(root, objects),
      shallow: resolve(root, shallow),
      ...(head === '' ? {} : { head }),
    },
  };
}

async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined)
    throw refusal(`The folder ${folder} does not exist; name the folder that holds the project.`);
  if (!(await stat(real)).isDirectory())
    throw refusal(`${folder} is a file, not a folder; name the folder that holds the project.`);
  return real;
}

function unreadable(folder: string, stderr: string): MicrofactoryError {
  if (/must be run in a work tree/.test(stderr))
    return refusal(`${folder} lies in a git repository that has no working tree; name a folder with files.`);
  return refusal(`git cannot read the repository of ${folder}: ${stderr.trim().split('\n')[0]}`);
}

function refusal(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'workspace', message });
}

function withoutNewline(output: Buffer): string {
  return output.toString('utf8').replace(/\r?\n$/, '');
}
