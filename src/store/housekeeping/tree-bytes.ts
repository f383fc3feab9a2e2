import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent } from '../file-system.ts';

/** Returns how many bytes the files below (or at) the path hold; what vanishes meanwhile counts as nothing, links are not followed. */
export async function treeBytes(path: string): Promise<number> {
  const status = await ifPresent(lstat(path));
  if (status === undefined) return 0;
  if (!status.isDirectory()) return status.size;
  let bytes = 0;
  for (const name of (await ifPresent(readdir(path))) ?? []) bytes += await treeBytes(join(path, name));
  return bytes;
}
