import type { TreeId } from '../../engine/ports/workspace.ts';
import type { Git } from './git.ts';
import { nulSeparated } from './nul-separated.ts';

export interface TreeEntry {
  /** `100644`, `100755` (executable) or `120000` (symbolic link). */
  readonly mode: string;
  readonly object: string;
}

export type TreeEntries = ReadonlyMap<string, TreeEntry>;

export const LINK_MODE = '120000';
export const FILE_MODE = '100644';

/** Returns every file and link of the tree by path, in git's order. */
export async function treeEntries(git: Git, gitDir: string, tree: TreeId): Promise<TreeEntries> {
  const { stdout } = await git({ args: ['ls-tree', '-r', '-z', '--full-tree', tree], cwd: gitDir, gitDir });
  return new Map(nulSeparated(stdout).map(parsed));
}

/** `<mode> SP <type> SP <object> TAB <path>`. */
function parsed(record: string): [string, TreeEntry] {
  const tab = record.indexOf('\t');
  const [mode = '', , object = ''] = record.slice(0, tab).split(' ');
  return [record.slice(tab + 1), { mode, object }];
}
