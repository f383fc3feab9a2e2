import type { ChangedFile, TreeId } from '../../engine/ports/workspace.ts';
import type { Git } from './git.ts';
import { nulSeparated } from './nul-separated.ts';

export interface TreePair {
  readonly gitDir: string;
  readonly from: TreeId;
  readonly to: TreeId;
}

const DIFF = ['diff-tree', '-r', '--no-ext-diff', '--no-textconv', '--no-renames', '--no-color'];
const KINDS: Readonly<Record<string, ChangedFile['kind']>> = { A: 'added', D: 'deleted' };

/** Returns the unified diff of two trees; of binary files it says only that they differ. */
export async function diffTrees(git: Git, pair: TreePair, paths: readonly string[] = []): Promise<string> {
  const { gitDir, from, to } = pair;
  const { stdout } = await git({ args: [...DIFF, '-p', from, to, '--', ...paths], cwd: gitDir, gitDir });
  return stdout.toString('utf8');
}

/** Returns the files that differ, in git's order; lines of binary files count as 0. */
export async function changedFiles(git: Git, { gitDir, from, to }: TreePair): Promise<ChangedFile[]> {
  const args = [...DIFF, '--raw', '--numstat', '-z', from, to, '--'];
  const records = nulSeparated((await git({ args, cwd: gitDir, gitDir })).stdout);
  const kinds = new Map<string, ChangedFile['kind']>();
  const files: ChangedFile[] = [];
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at] ?? '';
    // `:mode mode object object KIND`, then the path as a record of its own.
    if (record.startsWith(':')) kinds.set(records[(at += 1)] ?? '', KINDS[record.at(-1) ?? ''] ?? 'modified');
    else files.push(counted(record, kinds));
  }
  return files;
}

/** `<added> TAB <removed> TAB <path>`, with `-` for binary files. */
function counted(record: string, kinds: ReadonlyMap<string, ChangedFile['kind']>): ChangedFile {
  const [added = '', removed = '', ...rest] = record.split('\t');
  const path = rest.join('\t');
  const lines = (count: string) => (count === '-' ? 0 : Number(count));
  return {
    path,
    kind: kinds.get(path) ?? 'modified',
    addedLines: lines(added),
    removedLines: lines(removed),
  };
}
