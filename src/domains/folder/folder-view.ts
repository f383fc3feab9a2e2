import type { SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';

/** Files of one tree, read-only: all that detection and evidence look at. Paths relative to the workspace root. */
export interface FolderView {
  /** The task's folder relative to the root; '' for the root. */
  readonly folder: string;
  /** Every file of the workspace. */
  readonly paths: readonly string[];
  /** Returns a file's text, or undefined when there is none or it is not UTF-8. */
  text(path: string): Promise<string | undefined>;
}

/** Returns a view of a tree of the workspace. */
export async function viewOfTree(workspace: SessionWorkspace, tree: TreeId): Promise<FolderView> {
  const paths = await workspace.list(tree);
  return {
    folder: workspace.folder,
    paths,
    text: async (path) => {
      const bytes = await workspace.read(tree, path);
      return bytes === undefined ? undefined : utf8(bytes);
    },
  };
}

/** Returns a view of files in memory, for tables of folders. */
export function viewOfTexts(texts: Readonly<Record<string, string>>, folder = ''): FolderView {
  return { folder, paths: Object.keys(texts).sort(), text: (path) => Promise.resolve(texts[path]) };
}

/** Returns `<folder>/<name>`, or the name alone at the root. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Returns the paths inside the task's folder. */
export function pathsOfFolder(view: FolderView): readonly string[] {
  return view.folder === '' ? view.paths : view.paths.filter((path) => path.startsWith(`${view.folder}/`));
}

/** Returns the text, or undefined when the bytes are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // a binary file: not an error, only nothing to read
  }
}
