import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ifPresent, type FileSystem } from '../file-system.ts';
import type { SessionPaths } from '../home.ts';
import { inStore } from '../store-error.ts';

const CHUNK_BYTES = 256 * 1024;
const HASHES = /[0-9a-f]{64}/g;
const CUT_OFF = /[0-9a-f]{1,63}$/;

/**
 * Calls back with whatever looks like a blob's hash in the session's journal (also in what was set aside as damaged),
 * snapshot and inbox; the same hash may come often. Constant memory, no lock. Throws `store` when something can't be read.
 */
export async function namedHashes(
  fileSystem: FileSystem,
  paths: SessionPaths,
  found: (hash: string) => void,
): Promise<void> {
  await inStore('look for the blobs that a session names', paths.dir, async () => {
    await hashesOfFolder(fileSystem, paths.journal, found);
    await hashesOfFolder(fileSystem, paths.inbox, found);
    await hashesOfFile(fileSystem, paths.snapshot, found);
  });
}

/** A file that was compressed meanwhile has another name: the folder is looked at again until nothing was missed. */
async function hashesOfFolder(
  fileSystem: FileSystem,
  dir: string,
  found: (hash: string) => void,
): Promise<void> {
  const lookedAt = new Set<string>();
  for (let missed = true; missed;) {
    missed = false;
    for (const name of (await ifPresent(fileSystem.readdir(dir))) ?? []) {
      if (lookedAt.has(name)) continue;
      lookedAt.add(name);
      if (!(await hashesOfFile(fileSystem, join(dir, name), found))) missed = true;
    }
  }
}

/** Returns false when there is no such file. */
async function hashesOfFile(
  fileSystem: FileSystem,
  path: string,
  found: (hash: string) => void,
): Promise<boolean> {
  const file = await ifPresent(fileSystem.open(path, 'r'));
  if (file === undefined) return false;
  try {
    const plain = fileChunks(file);
    // The callback is told of errors that the loop below throws as well.
    const chunks = path.endsWith('.gz')
      ? pipeline(Readable.from(plain), createGunzip(), () => undefined)
      : plain;
    let rest = '';
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      const text = rest + chunk.toString('latin1');
      for (const [hash] of text.matchAll(HASHES)) found(hash);
      // A hash may go on in the next chunk.
      rest = CUT_OFF.exec(text.slice(-63))?.[0] ?? '';
    }
  } finally {
    await file.close();
  }
  return true;
}

async function* fileChunks(file: {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
}): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
