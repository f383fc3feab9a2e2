import { copyFile, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Git } from '../git/git.ts';
import type { UserRepository } from './user-tree.ts';

/** Bytes are kept as they are, and no filter, LFS or diff command of the user's repository ever runs. */
const EXACT_BYTES = '* -text !eol !crlf !filter -ident !working-tree-encoding !diff !merge\n';

const configuration = (platform: NodeJS.Platform): string => `
[core]
	autocrlf = false
	safecrlf = false
	symlinks = ${platform !== 'win32'}
	fileMode = ${platform !== 'win32'}
	protectNTFS = ${platform === 'win32'}
	logAllRefUpdates = false
	longPaths = true
	fsync = committed,reference
[gc]
	auto = 0
[maintenance]
	auto = false
`;

export interface NewRepository {
  readonly git: Git;
  /** Absolute path that the repository gets; whatever is there is the rest of an interrupted creation. */
  readonly gitDir: string;
  readonly objectFormat: string;
}

/** Creates the session's own empty repository: no hooks, no filters, nothing of the user's. */
export async function createSessionRepository({ git, gitDir, objectFormat }: NewRepository): Promise<void> {
  await rm(gitDir, { recursive: true, force: true });
  await mkdir(dirname(gitDir), { recursive: true });
  // Asked for only where needed, since older versions of git do not know the option.
  const format = objectFormat === 'sha1' ? [] : [`--object-format=${objectFormat}`];
  const init = ['init', '--bare', '--quiet', '--template=', ...format, '--', gitDir];
  await git({ args: ['-c', 'init.defaultBranch=main', ...init], cwd: dirname(gitDir) });
  await writeFile(join(gitDir, 'config'), configuration(process.platform), { flag: 'a' });
  await mkdir(join(gitDir, 'info'), { recursive: true });
  await writeFile(join(gitDir, 'info', 'attributes'), EXACT_BYTES);
}

/** Lets the session's repository read the user's history, so that `git log` works in a worktree. */
export async function borrowHistory(gitDir: string, { objects, shallow }: UserRepository): Promise<void> {
  await writeFile(join(gitDir, 'objects', 'info', 'alternates'), `${objects}\n`);
  if (await exists(shallow)) await copyFile(shallow, join(gitDir, 'shallow'));
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
