import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';

/** Compressed at a time, in a thread of its own. */
export const PIECE_BYTES = 1024 * 1024;
/** Most of what can be gained for a fraction of the time. */
const FAST = { level: 1 };

/** Numbers lie beside numbers that differ little, so that their differences compress to almost nothing; texts stay as they are. */
export type PieceKind = 'numbers' | 'text';

/** Returns a piece as it is saved; with a checksum, as all that zlib compresses. */
export async function packed(piece: Uint8Array, kind: PieceKind): Promise<Uint8Array> {
  return promisify(deflate)(kind === 'numbers' ? differences(piece) : piece, FAST);
}

/** Returns what was packed; rejects when it is damaged. */
export async function unpacked(piece: Uint8Array, kind: PieceKind): Promise<Uint8Array> {
  const bytes = new Uint8Array(await promisify(inflate)(piece));
  return kind === 'numbers' ? sums(bytes) : bytes;
}

function differences(bytes: Uint8Array): Uint8Array {
  const numbers = numbersIn(bytes);
  const result = new Int32Array(numbers.length);
  let before = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] as number;
    result[at] = number - before;
    before = number;
  }
  return new Uint8Array(result.buffer);
}

/** Overflows on the way there and back cancel out. */
function sums(bytes: Uint8Array): Uint8Array {
  const numbers = numbersIn(bytes);
  for (let at = 1; at < numbers.length; at += 1) numbers[at]! += numbers[at - 1] as number;
  return bytes;
}

function numbersIn(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / Int32Array.BYTES_PER_ELEMENT);
}
