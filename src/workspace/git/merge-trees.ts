import type { TreeId } from '../../engine/ports/workspace.ts';
import type { BlobReader } from './blob-reader.ts';
import { fileAndFolder } from './file-and-folder.ts';
import type { Git } from './git.ts';
import { mergeContents } from './merge-contents.ts';
import { LINK_MODE, type TreeEntries, type TreeEntry } from './tree-entries.ts';
import { writeBlob, writeEntries } from './write-entries.ts';

export interface MergeSides<Side> {
  readonly base: Side;
  readonly ours: Side;
  readonly theirs: Side;
}

interface Stores {
  readonly git: Git;
  readonly gitDir: string;
  readonly blobs: BlobReader;
}

type Sides = MergeSides<TreeEntry | undefined>;
type Merged = { readonly entry: TreeEntry | null } | 'conflict';

/** Returns the three-way merge of trees file by file; paths that need a person are named instead of guessed. */
export async function mergeTrees(
  stores: Stores,
  ours: TreeId,
  trees: MergeSides<TreeEntries>,
): Promise<{ tree?: TreeId; conflicts: readonly string[] }> {
  const changes = new Map<string, TreeEntry | null>();
  const conflicts: string[] = [];
  for (const path of union(trees.base, trees.theirs)) {
    const sides = { base: trees.base.get(path), ours: trees.ours.get(path), theirs: trees.theirs.get(path) };
    if (same(sides.base, sides.theirs) || same(sides.ours, sides.theirs)) continue;
    const merged = await mergeEntry(stores, sides);
    if (merged === 'conflict') conflicts.push(path);
    else changes.set(path, merged.entry);
  }
  conflicts.push(...fileAndFolder(trees.ours, changes));
  if (conflicts.length > 0) return { conflicts: conflicts.sort() };
  return { tree: await writeEntries(stores.git, stores.gitDir, ours, changes), conflicts };
}

/** Called only for paths that theirs changed, to something else than ours. */
async function mergeEntry(stores: Stores, { base, ours, theirs }: Sides): Promise<Merged> {
  if (same(base, ours)) return { entry: theirs ?? null };
  if (base === undefined || ours === undefined || theirs === undefined) return 'conflict';
  const mode = ours.mode === base.mode ? theirs.mode : ours.mode;
  if ([base, ours, theirs].some((entry) => entry.mode === LINK_MODE)) return 'conflict';
  if (ours.object === base.object) return { entry: { mode, object: theirs.object } };
  if (theirs.object === base.object) return { entry: { mode, object: ours.object } };
  const read = (entry: TreeEntry) => stores.blobs.read(entry.object);
  const contents = { base: await read(base), ours: await read(ours), theirs: await read(theirs) };
  const merged = await mergeContents(stores.git, stores.gitDir, contents);
  if (merged === undefined) return 'conflict';
  return { entry: { mode, object: await writeBlob(stores.git, stores.gitDir, merged) } };
}

function union(one: TreeEntries, other: TreeEntries): Set<string> {
  return new Set([...one.keys(), ...other.keys()]);
}

function same(one: TreeEntry | undefined, other: TreeEntry | undefined): boolean {
  return one?.mode === other?.mode && one?.object === other?.object;
}
