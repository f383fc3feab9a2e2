import { inFolder, viewOfTree } from '../folder/folder-view.ts';
import type { SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';

/** The files of the task's folder, by paths from its top. */
export interface FolderFiles {
  readonly paths: readonly string[];
  /** True for a file, and for a folder that holds one. */
  has(path: string): boolean;
  text(path: string): Promise<string | undefined>;
}

/** Returns the files of the task's folder in a tree, but for the report. */
export async function folderFiles(
  workspace: SessionWorkspace,
  tree: TreeId,
  report: string,
): Promise<FolderFiles> {
  const view = await viewOfTree(workspace, tree);
  const top = view.folder === '' ? '' : `${view.folder}/`;
  const inside = view.paths.filter((path) => path.startsWith(top)).map((path) => path.slice(top.length));
  const paths = inside.filter((path) => path !== report);
  const known = new Set(paths.flatMap(withFolders));
  return {
    paths,
    has: (path) => path === '' || path === '.' || known.has(path),
    text: (path) => (known.has(path) ? view.text(inFolder(view.folder, path)) : Promise.resolve(undefined)),
  };
}

function withFolders(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}
