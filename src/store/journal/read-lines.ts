import type { FileSystem } from '../file-system.ts';
import { MAX_LINE_BYTES } from './line.ts';
import { segmentBytes, UnpackError } from './segment-bytes.ts';
import type { Segment } from './segments.ts';

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 10;

/** The beginning of a line whose end has not been read yet. */
class OpenLine {
  #parts: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(part: Buffer): void {
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** Returns the line that the bytes end. */
  endWith(bytes: Buffer): Buffer {
    if (this.#length === 0) return bytes;
    const line = Buffer.concat([...this.#parts, bytes]);
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}

function takeLines(chunk: Buffer, open: OpenLine): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
    lines.push(open.endWith(chunk.subarray(start, end)));
    start = end + 1;
  }
  open.add(chunk.subarray(start));
  return lines;
}

/** The complete lines of a segment (without newlines) in batches, in constant memory. Rejects with the system's error. */
export class SegmentLines implements AsyncIterable<readonly Buffer[]> {
  readonly #fileSystem: FileSystem;
  readonly #segment: Segment;
  readonly #chunkBytes: number;
  #hasRest = false;

  /** `chunkBytes` is how much is read at once. */
  constructor(fileSystem: FileSystem, segment: Segment, chunkBytes = CHUNK_BYTES) {
    this.#fileSystem = fileSystem;
    this.#segment = segment;
    this.#chunkBytes = chunkBytes;
  }

  /** True when something that is no complete line followed the last one that was given. */
  get hasRest(): boolean {
    return this.#hasRest;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Buffer[]> {
    const open = new OpenLine();
    try {
      for await (const chunk of segmentBytes(this.#fileSystem, this.#segment, this.#chunkBytes)) {
        const lines = takeLines(chunk, open);
        if (lines.length > 0) yield lines;
        // A line longer than any we write is damage, and must not fill the memory either.
        if (open.length > MAX_LINE_BYTES) break;
      }
    } catch (error) {
      if (!(error instanceof UnpackError)) throw error;
      this.#hasRest = true;
    }
    this.#hasRest ||= open.length > 0;
  }
}
