import { lstat, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { DEPENDENCY_FOLDERS } from '../snapshot/dependency-folders.ts';
import { inBatches } from '../snapshot/listed-paths.ts';

const MANIFESTS = new Set([
  'package.json',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'requirements.txt',
  'pipfile',
]);

/**
 * Returns the folders of installed dependencies in the user's tree (workspace-relative, outermost first): beside every
 * manifest, at the root, and from the task's folder upwards. Those that the snapshot holds are not among them.
 */
export async function findDependencies(
  root: string,
  folder: string,
  snapshot: readonly string[],
): Promise<string[]> {
  const tracked = new Set(snapshot.flatMap(dependencyPrefix));
  const candidates = [...placesOf(folder, snapshot)]
    .flatMap((place) => DEPENDENCY_FOLDERS.map((name) => posix.join(place, name)))
    .filter((path) => !tracked.has(path));
  const found = await inBatches(candidates, async (path) => ((await exists(join(root, path))) ? [path] : []));
  return found.flat().sort();
}

function placesOf(folder: string, snapshot: readonly string[]): Set<string> {
  const places = new Set(['.']);
  for (let place = folder; place !== '' && place !== '.'; place = posix.dirname(place)) places.add(place);
  for (const path of snapshot)
    if (MANIFESTS.has(posix.basename(path).toLowerCase())) places.add(posix.dirname(path));
  return places;
}

function dependencyPrefix(path: string): string[] {
  const parts = path.split('/');
  const at = parts.findIndex((part) => DEPENDENCY_FOLDERS.includes(part));
  return at < 0 ? [] : [parts.slice(0, at + 1).join('/')];
}

/** Returns the bytes in the folders, or `limit` as soon as there are that many. */
export async function sizeUpTo(limit: number, root: string, folders: readonly string[]): Promise<number> {
  let total = 0;
  const pending = folders.map((folder) => join(root, folder));
  for (let next = pending.pop(); next !== undefined && total < limit; next = pending.pop()) {
    const place = next;
    const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
    pending.push(...entries.filter((entry) => entry.isDirectory()).map((entry) => join(place, entry.name)));
    const files = entries.filter((entry) => entry.isFile());
    const sizes = await inBatches(files, async (entry) => (await lstat(join(place, entry.name))).size);
    total += sizes.reduce((sum, size) => sum + size, 0);
  }
  return Math.min(total, limit);
}

async function exists(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats !== undefined && (stats.isDirectory() || stats.isSymbolicLink());
}
