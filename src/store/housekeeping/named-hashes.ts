import { join } from 'node:path';
import { ifPresent, systemCode, type FileSystem } from '../file-system.ts';
import type { SessionPaths } from '../home.ts';
import { segmentBytes, UnpackError } from '../journal/segment-bytes.ts';
import { storeError } from '../store-error.ts';

const CHUNK_BYTES = 256 * 1024;
const HASHES = /[0-9a-f]{64}/g;
const CUT_OFF = /[0-9a-f]{1,63}$/;

/**
 * Gives whatever looks like a blob's hash in the session's journal (also in what was set aside as damaged), record of requests, inbox and
 * snapshot; the same hash may come often. Constant memory, no lock. Throws `store` when something can't be read.
 */
export async function* namedHashes(fileSystem: FileSystem, paths: SessionPaths): AsyncGenerator<string> {
  try {
    yield* hashesOfFolder(fileSystem, paths.journal);
    yield* hashesOfFolder(fileSystem, paths.exchanges);
    yield* hashesOfFolder(fileSystem, paths.inbox);
    yield* hashesOfFile(fileSystem, paths.snapshot);
  } catch (error) {
    throw storeError('look for the blobs that a session names', paths.dir, error);
  }
}

/** A file that was compressed or set aside meanwhile has another name: the folder is looked at until nothing is new. */
async function* hashesOfFolder(fileSystem: FileSystem, dir: string): AsyncGenerator<string> {
  const lookedAt = new Set<string>();
  for (;;) {
    const names = (await ifPresent(fileSystem.readdir(dir))) ?? [];
    const fresh = names.filter((name) => !lookedAt.has(name));
    if (fresh.length === 0) return;
    for (const name of fresh) {
      lookedAt.add(name);
      yield* hashesOfFile(fileSystem, join(dir, name));
    }
  }
}

/** Gives nothing when there is no such file. */
async function* hashesOfFile(fileSystem: FileSystem, path: string): AsyncGenerator<string> {
  const file = { number: 0, path, isCompressed: path.endsWith('.gz') };
  let rest = '';
  try {
    for await (const chunk of segmentBytes(fileSystem, file, CHUNK_BYTES)) {
      const text = rest + chunk.toString('latin1');
      yield* text.match(HASHES) ?? [];
      // A hash may go on in the next chunk.
      rest = CUT_OFF.exec(text.slice(-63))?.[0] ?? '';
    }
  } catch (error) {
    // What lies behind damage can't be reached by anybody.
    if (systemCode(error) !== 'ENOENT' && !(error instanceof UnpackError)) throw error;
  }
}
