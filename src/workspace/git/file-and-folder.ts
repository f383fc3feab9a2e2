import type { TreeEntries, TreeEntry } from './tree-entries.ts';

/** Returns the paths that lie below a path which is a file too, once the changes (null removes) are made. */
export function fileAndFolder(before: TreeEntries, changes: ReadonlyMap<string, TreeEntry | null>): string[] {
  const paths = new Set([...before.keys(), ...changes.keys()].filter((path) => changes.get(path) !== null));
  return [...paths].filter((path) => {
    const parts = path.split('/');
    return parts.some((_, depth) => depth > 0 && paths.has(parts.slice(0, depth).join('/')));
  });
}
