const BYTE_BITS = 8;
/** Single letters come behind the pairs of them. */
const SINGLE = 2 ** (2 * BYTE_BITS);
/** Different pieces. */
export const PIECES = SINGLE + 2 ** BYTE_BITS;

/** Returns the number of a single letter. */
export function pieceOfOne(letter: number): number {
  return SINGLE + letter;
}

/** Returns the number of two letters in a row. */
export function pieceOfTwo(first: number, second: number): number {
  return (first << BYTE_BITS) | second;
}

/** Returns the pieces that whatever contains these bytes contains too; they say all about one byte or two. */
export function piecesOf(bytes: Uint8Array): Int32Array {
  if (bytes.length === 1) return Int32Array.of(pieceOfOne(bytes[0] as number));
  const pieces = new Set<number>();
  for (let at = 1; at < bytes.length; at += 1)
    pieces.add(pieceOfTwo(bytes[at - 1] as number, bytes[at] as number));
  return Int32Array.from(pieces);
}
