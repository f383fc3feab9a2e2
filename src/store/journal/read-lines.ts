import type { FileSystem, OpenFile } from '../file-system.ts';
import { MAX_LINE_BYTES } from './line.ts';

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 10;

/** Splits off the complete lines of the bytes; returns how many bytes they and their newlines take. */
function takeLines(bytes: Buffer, into: Buffer[]): number {
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    into.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return start;
}

function withRoom(buffer: Buffer, used: number): Buffer {
  if (used < buffer.length) return buffer;
  const larger = Buffer.allocUnsafe(buffer.length * 2);
  buffer.copy(larger, 0, 0, used);
  return larger;
}

async function* linesOf(file: OpenFile): AsyncGenerator<readonly Buffer[]> {
  let buffer: Buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let used = 0;
  let position = 0;
  // A line longer than any we write is damage, and must not fill the memory either.
  while (used <= MAX_LINE_BYTES) {
    buffer = withRoom(buffer, used);
    const { bytesRead } = await file.read(buffer, used, buffer.length - used, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    used += bytesRead;
    const lines: Buffer[] = [];
    const taken = takeLines(buffer.subarray(0, used), lines);
    if (lines.length > 0) yield lines;
    buffer.copyWithin(0, taken, used);
    used -= taken;
  }
}

/**
 * Gives the file's complete lines (without newlines) in batches, in constant memory; bytes after the last newline are left out.
 * A batch is valid until the next one is asked for: the buffer is used again. Rejects with the system's error.
 */
export async function* readLines(fileSystem: FileSystem, path: string): AsyncGenerator<readonly Buffer[]> {
  const file = await fileSystem.open(path, 'r');
  try {
    yield* linesOf(file);
  } finally {
    await file.close();
  }
}
