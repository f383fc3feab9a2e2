import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { CliEdge } from '../edge.ts';

/** Returns the text of a file relative to the working folder, or of standard input for `-`. Throws `usage`. */
export async function readText(path: string, edge: CliEdge): Promise<string> {
  if (path === '-') return readAll(edge);
  try {
    return await readFile(resolve(edge.cwd, path), 'utf8');
  } catch (cause) {
    throw new MicrofactoryError({
      code: 'usage',
      message: `The file ${path} can't be read: check its path.`,
      cause,
    });
  }
}

async function readAll({ stdin }: CliEdge): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks).toString('utf8');
}
