import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { runCommand } from '../command/run-command.ts';
import { openSessionWorkspace, type OpenOptions } from '../open-session-workspace.ts';
import type { SessionWorkspace } from '../../engine/ports/workspace.ts';

const execute = promisify(execFile);

/** A user's folder for tests, with places for sessions beside it. */
export interface UserFolder {
  readonly root: string;
  readonly sessionDir: string;
  readonly worktreesDir: string;
  readonly deliveriesDir: string;
  write(path: string, content: string | Uint8Array, mode?: number): Promise<void>;
  read(path: string): Promise<string>;
  git(...args: readonly string[]): Promise<string>;
  /** init, add, commit of what is there. */
  commitAll(): Promise<void>;
  open(options?: Partial<OpenOptions>): Promise<SessionWorkspace>;
  /** Every path outside the object store with its kind, mode and hash, and every ref. */
  fingerprint(): Promise<Record<string, string>>;
  remove(): Promise<void>;
}

/** Returns a new folder with the files; no repository yet. */
export async function userFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<UserFolder> {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'workspace test ')));
  const root = join(place, 'project');
  const opened: SessionWorkspace[] = [];
  const folder: UserFolder = {
    root,
    sessionDir: join(place, 'store', 'session'),
    worktreesDir: join(place, 'store', 'worktrees'),
    deliveriesDir: join(place, 'store', 'deliveries'),
    async write(path, content, mode) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
      if (mode !== undefined) await chmod(join(root, path), mode);
    },
    read: (path) => readFile(join(root, path), 'utf8'),
    async git(...args) {
      return (await execute('git', ['-C', root, ...IDENTITY, ...args])).stdout;
    },
    async commitAll() {
      await folder.git('init', '--quiet', '-b', 'main');
      await folder.git('add', '--all');
      await folder.git('commit', '--quiet', '-m', 'first');
    },
    async open(options) {
      const { sessionDir, worktreesDir } = folder;
      const workspace = await openSessionWorkspace({
        repoPath: root,
        sessionDir,
        worktreesDir,
        run: runCommand,
        ...options,
      });
      opened.push(workspace);
      return workspace;
    },
    fingerprint: () => fingerprint(root),
    async remove() {
      for (const workspace of opened) await workspace.close().catch(() => undefined);
      await rm(place, { recursive: true, force: true });
    },
  };
  await mkdir(root, { recursive: true });
  for (const [path, content] of Object.entries(files)) await folder.write(path, content);
  return folder;
}

const IDENTITY = ['-c', 'user.name=User', '-c', 'user.email=user@example.com', '-c', 'commit.gpgsign=false'];

async function fingerprint(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const stats = await lstat(path);
    const content = stats.isSymbolicLink()
      ? await readlink(path)
      : stats.isFile()
        ? await readFile(path)
        : '';
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
    found[path.slice(root.length + 1)] =
      `${stats.mode.toString(8)} ${stats.isDirectory() ? '' : stats.mtimeMs} ${hash}`;
  }
  return found;
}
