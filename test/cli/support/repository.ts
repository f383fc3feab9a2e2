import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Runs git in a folder with an identity of its own; returns what it printed. */
export function git(folder: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'core.autocrlf=false'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
}

/** Writes files (path → text) below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Returns a new git repository in which the files are committed. */
export function makeRepository({ files }: { readonly files: Readonly<Record<string, string>> }): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message=Begin');
  return folder;
}

/**
 * Returns mode and hash of every file and link of a folder by its path, those of `.git` included but for its objects:
 * so index, HEAD, configuration, hooks and all refs too.
 */
export function treeState(folder: string): Record<string, string> {
  const state: Record<string, string> = {};
  for (const path of pathsBelow(folder, '')) {
    const stats = lstatSync(join(folder, path));
    const bytes = stats.isSymbolicLink()
      ? readlinkSync(join(folder, path))
      : readFileSync(join(folder, path));
    state[path] = `${stats.mode.toString(8)} ${createHash('sha256').update(bytes).digest('hex')}`;
  }
  return state;
}

function pathsBelow(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (path === '.git/objects') return [];
    return entry.isDirectory() ? pathsBelow(folder, path) : [path];
  });
}

/** Returns the paths of all files below a folder whose bytes hold the text. */
export function filesThatHold(folder: string, text: string): string[] {
  return pathsBelow(folder, '').filter((path) => {
    const file = join(folder, path);
    return lstatSync(file).isFile() && readFileSync(file).includes(text);
  });
}
