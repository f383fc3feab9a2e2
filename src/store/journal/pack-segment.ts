import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createGzip } from 'node:zlib';
import { ifPresent, type FileSystem, type OpenFile } from '../file-system.ts';
import { replaceWith } from '../replace-file.ts';
import { writeFully } from '../write-fully.ts';
import { segmentBytes } from './segment-bytes.ts';
import { otherForm, type Segment } from './segments.ts';

const CHUNK_BYTES = 256 * 1024;
/** A third of the time of zlib's default for a third more bytes: it is compressed beside steps that take microseconds. */
const LEVEL = 2;

/** Length and checksum of the bytes that pass. */
class Seal {
  bytes = 0;
  #crc = 0;

  async *over(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.bytes += chunk.length;
      this.#crc = crc32(chunk, this.#crc);
      yield chunk;
    }
  }

  equals(other: Seal): boolean {
    return this.bytes === other.bytes && this.#crc === other.#crc;
  }
}

export interface PackOptions {
  readonly fileSystem: FileSystem;
  /** Ends the work between two chunks, with the signal's reason; nothing is changed then. */
  readonly signal: AbortSignal | undefined;
}

async function pack(
  file: OpenFile,
  plain: AsyncIterable<Buffer>,
  signal: AbortSignal | undefined,
): Promise<void> {
  await pipeline(
    // One chunk at a time: a segment is never in memory as a whole.
    Readable.from(plain, { highWaterMark: 1 }),
    createGzip({ level: LEVEL, chunkSize: CHUNK_BYTES }),
    async (packed: AsyncIterable<Buffer>) => {
      for await (const chunk of packed) {
        signal?.throwIfAborted();
        await writeFully(file, chunk);
      }
    },
  );
}

/** Throws unless the packed segment gives the sealed bytes. */
async function verify({ fileSystem, signal }: PackOptions, packed: Segment, sealed: Seal): Promise<void> {
  const read = new Seal();
  // Reading on is all that is needed: the seal sees what passes.
  for await (const chunk of read.over(segmentBytes(fileSystem, packed, CHUNK_BYTES))) {
    if (chunk.length > 0) signal?.throwIfAborted();
  }
  if (!read.equals(sealed)) throw new Error(`${packed.path} does not hold what was written to it`);
}

/**
 * Replaces a plain segment by a compressed one of the same bytes, verified by reading it; a kill at any moment leaves one of them whole, or
 * both. Returns the bytes it had and has. Rejects with the system's error or the signal's reason; the plain segment is there then.
 */
export async function packSegment(
  options: PackOptions,
  segment: Segment,
): Promise<{ readonly bytesBefore: number; readonly bytesAfter: number }> {
  const { fileSystem, signal } = options;
  const packed = otherForm(segment);
  const sealed = new Seal();
  await replaceWith(
    fileSystem,
    packed.path,
    (file) => pack(file, sealed.over(segmentBytes(fileSystem, segment, CHUNK_BYTES)), signal),
    { check: (beside) => verify(options, { ...packed, path: beside }, sealed) },
  );
  // Its name is synced by now: power loss cannot take both.
  await ifPresent(fileSystem.unlink(segment.path));
  const { size } = await fileSystem.stat(packed.path);
  return { bytesBefore: sealed.bytes, bytesAfter: size };
}
