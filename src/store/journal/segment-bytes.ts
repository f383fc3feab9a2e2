import { createGunzip, type Gunzip } from 'node:zlib';
import { systemCode, type FileSystem, type OpenFile } from '../file-system.ts';
import { otherForm, type Segment } from './segments.ts';

/** A compressed segment that cannot be unpacked (to its end). */
export class UnpackError extends Error {}

/** Small, as it may unpack to a thousand times as much. */
const PACKED_CHUNK_BYTES = 16 * 1024;
const UNPACK_CODES = new Set(['Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_NEED_DICT']);

/** Gives the file's bytes in chunks; each is a buffer of its own. */
export async function* fileChunks(file: OpenFile, chunkBytes: number): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Unpacks gzip bytes piece by piece. What came before damage is given however the damage is met, which a stream does not promise. */
class Unpacker {
  readonly #gunzip: Gunzip;
  #ready: Buffer[] = [];

  constructor(chunkBytes: number) {
    this.#gunzip = createGunzip({ chunkSize: chunkBytes });
    this.#gunzip.on('data', (chunk: Buffer) => this.#ready.push(chunk));
    // Each call rejects by itself; without a listener the event would end the process.
    this.#gunzip.on('error', () => undefined);
  }

  /** Takes the next packed bytes; undefined ends them. Rejects with zlib's error. */
  feed(packed: Buffer | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#gunzip.once('error', reject);
      const done = (): void => {
        this.#gunzip.off('error', reject);
        resolve();
      };
      if (packed === undefined) this.#gunzip.once('end', done).end();
      else this.#gunzip.write(packed, (error) => (error ? reject(error) : done()));
    });
  }

  /** Returns what has been unpacked since the last call. */
  take(): Buffer[] {
    return this.#ready.splice(0);
  }

  close(): void {
    this.#gunzip.destroy();
  }
}

async function* unpackedChunks(file: OpenFile, chunkBytes: number): AsyncGenerator<Buffer> {
  const unpacker = new Unpacker(chunkBytes);
  let failure: unknown;
  const feed = (packed: Buffer | undefined): Promise<unknown> =>
    unpacker.feed(packed).catch((error: unknown) => (failure = error));
  try {
    for await (const packed of fileChunks(file, Math.min(chunkBytes, PACKED_CHUNK_BYTES))) {
      await feed(packed);
      yield* unpacker.take();
      if (failure !== undefined) break;
    }
    if (failure === undefined) await feed(undefined);
    yield* unpacker.take();
  } finally {
    unpacker.close();
  }
  if (failure === undefined) return;
  if (!UNPACK_CODES.has(systemCode(failure) ?? '')) throw failure;
  throw new UnpackError('cannot be unpacked', { cause: failure });
}

interface OpenedSegment {
  readonly file: OpenFile;
  readonly isCompressed: boolean;
}

/** Opens the segment as it is listed, or in its other form when it was compressed since. */
async function openSegment(fileSystem: FileSystem, segment: Segment): Promise<OpenedSegment> {
  try {
    return { file: await fileSystem.open(segment.path, 'r'), isCompressed: segment.isCompressed };
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || segment.isCompressed) throw error;
    const other = otherForm(segment);
    return { file: await fileSystem.open(other.path, 'r'), isCompressed: other.isCompressed };
  }
}

/**
 * Gives the segment's bytes as they were written, whichever form it has, in chunks of up to `chunkBytes` and in constant memory.
 * Throws UnpackError where a compressed one is damaged, else the system's error.
 */
export async function* segmentBytes(
  fileSystem: FileSystem,
  segment: Segment,
  chunkBytes: number,
): AsyncGenerator<Buffer> {
  const { file, isCompressed } = await openSegment(fileSystem, segment);
  try {
    yield* (isCompressed ? unpackedChunks : fileChunks)(file, chunkBytes);
  } finally {
    await file.close();
  }
}
