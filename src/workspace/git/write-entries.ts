import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TreeId } from '../../engine/ports/workspace.ts';
import type { Git } from './git.ts';
import type { TreeEntry } from './tree-entries.ts';

/** Stores the bytes and returns the name of the object. */
export async function writeBlob(git: Git, gitDir: string, content: Uint8Array): Promise<string> {
  const args = ['hash-object', '-w', '--stdin', '--no-filters'];
  const { stdout } = await git({ args, cwd: gitDir, gitDir, stdin: content });
  return stdout.toString('latin1').trim();
}

/** Returns the tree that setting (or, with null, removing) entries makes of `from`. */
export async function writeEntries(
  git: Git,
  gitDir: string,
  from: TreeId,
  entries: ReadonlyMap<string, TreeEntry | null>,
): Promise<TreeId> {
  if (entries.size === 0) return from;
  const indexFile = join(gitDir, `index-${randomUUID()}`);
  const call = (args: readonly string[], stdin = '') => git({ args, cwd: gitDir, gitDir, indexFile, stdin });
  try {
    await call(['read-tree', from]);
    await call(['update-index', '-z', '--add', '--index-info'], indexInfo(entries, from.length));
    const { stdout } = await call(['write-tree']);
    return stdout.toString('latin1').trim();
  } finally {
    await rm(indexFile, { force: true });
  }
}

/** Removals first: a file may make room for a folder of the same name. */
function indexInfo(entries: ReadonlyMap<string, TreeEntry | null>, hashLength: number): string {
  const nothing = '0'.repeat(hashLength);
  const removed = [...entries].filter(([, entry]) => entry === null);
  const set = [...entries].flatMap(([path, entry]) => (entry === null ? [] : [{ path, ...entry }]));
  return [
    ...removed.map(([path]) => `0 ${nothing}\t${path}\0`),
    ...set.map(({ path, mode, object }) => `${mode} ${object}\t${path}\0`),
  ].join('');
}
