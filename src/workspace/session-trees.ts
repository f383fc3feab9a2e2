import { MicrofactoryError } from '../engine/error.ts';
import type { FileChange, TreeId } from '../engine/ports/workspace.ts';
import { blobReader } from './git/blob-reader.ts';
import { fileAndFolder } from './git/file-and-folder.ts';
import type { Git } from './git/git.ts';
import { mergeTrees } from './git/merge-trees.ts';
import { FILE_MODE, LINK_MODE, treeEntries, type TreeEntries, type TreeEntry } from './git/tree-entries.ts';
import { writeBlob, writeEntries } from './git/write-entries.ts';

/** Reads and writes the trees of a session's repository. */
export interface SessionTrees {
  entries(tree: TreeId): Promise<TreeEntries>;
  list(tree: TreeId): Promise<readonly string[]>;
  read(tree: TreeId, path: string): Promise<Uint8Array | undefined>;
  write(from: TreeId, changes: readonly FileChange[]): Promise<TreeId>;
  merge(trees: {
    readonly base: TreeId;
    readonly ours: TreeId;
    readonly theirs: TreeId;
  }): Promise<{ tree?: TreeId; conflicts: readonly string[] }>;
}

const REMEMBERED_TREES = 32;

/** Returns the trees of a repository; what was listed or read once is remembered, since trees never change. */
export function sessionTrees(git: Git, gitDir: string): SessionTrees {
  const blobs = blobReader(git, gitDir);
  const known = new Map<TreeId, Promise<TreeEntries>>();

  const entries = (tree: TreeId): Promise<TreeEntries> => {
    const found = known.get(tree) ?? treeEntries(git, gitDir, tree);
    // Set again, so that the map's order is the order of last use.
    known.delete(tree);
    known.set(tree, found);
    found.catch(() => known.delete(tree));
    for (const oldest of known.keys()) if (known.size > REMEMBERED_TREES) known.delete(oldest);
    return found;
  };

  return {
    entries,
    async list(tree) {
      const files = [...(await entries(tree))].filter(([, { mode }]) => mode !== LINK_MODE);
      return files.map(([path]) => path).sort();
    },
    async read(tree, path) {
      const entry = (await entries(tree)).get(path);
      return entry === undefined || entry.mode === LINK_MODE ? undefined : blobs.read(entry.object);
    },
    async write(from, changes) {
      const before = await entries(from);
      const after = new Map<string, TreeEntry | null>();
      for (const { path, content } of changes)
        after.set(path, content && (await fileEntry(git, gitDir, content, before.get(path))));
      refuseFileAndFolder(before, after);
      return writeEntries(git, gitDir, from, after);
    },
    async merge({ base, ours, theirs }) {
      const trees = { base: await entries(base), ours: await entries(ours), theirs: await entries(theirs) };
      return mergeTrees({ git, gitDir, blobs }, ours, trees);
    },
  };
}

function refuseFileAndFolder(before: TreeEntries, after: ReadonlyMap<string, TreeEntry | null>): void {
  const [path] = fileAndFolder(before, after);
  if (path === undefined) return;
  const message = `${JSON.stringify(path)} needs a folder where there is a file; delete that file first.`;
  throw new MicrofactoryError({ code: 'guard', message, data: { path } });
}

/** A changed file stays executable if it was. */
async function fileEntry(
  git: Git,
  gitDir: string,
  content: Uint8Array,
  before: TreeEntry | undefined,
): Promise<TreeEntry> {
  return { mode: before?.mode ?? FILE_MODE, object: await writeBlob(git, gitDir, content) };
}
