import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const NEVER_SHOWN: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const LEAST_BYTES_A_TOKEN = 3;

/** Returns about how many tokens all files of a folder are, or `most` as soon as it is reached. What can't be read counts nothing. */
export async function folderTokens(folder: string, most: number): Promise<number> {
  const folders = [folder];
  let tokens = 0;
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const entry of await entriesOf(at)) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && !NEVER_SHOWN.has(entry.name)) folders.push(path);
      if (entry.isFile()) tokens += (await bytesOf(path)) / LEAST_BYTES_A_TOKEN;
      if (tokens >= most) return most;
    }
  }
  return Math.ceil(tokens);
}

function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function bytesOf(path: string): Promise<number> {
  return (await stat(path).catch(() => ({ size: 0 }))).size;
}
