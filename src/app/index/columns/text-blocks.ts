import { IntColumn } from './int-column.ts';

const SHIFT = 6;
/** Texts in a block. */
export const TEXTS_IN_BLOCK = 2 ** SHIFT;
/** Bits of a signature: 2 bytes a text. */
const BITS = 1024;
const WORD_BITS = 32;
const WORDS = BITS / WORD_BITS;
const HASH_SHIFT = 22;
/** Bytes of the longest pieces that a signature says something about. */
const LONGEST = 3;

/** Where a text lies among others. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Of each 64 texts, which pieces of one to three bytes are in them (a set bit may stand for several pieces, an unset one is
 * certain), and with how many bytes they all begin: what is looked for is not in most blocks, or in what they all begin with.
 */
export class TextBlocks {
  readonly signatures = new IntColumn();
  /** Bytes that all texts of a block begin with. */
  readonly shared = new IntColumn();

  /** Notes a text that was just added behind the first one of its block. `isSearched`: false for one that is never looked for here. */
  add(index: number, bytes: Uint8Array, options: { first: Span; own: Span; isSearched: boolean }): void {
    const block = blockOfText(index);
    const { first, own, isSearched } = options;
    if (block === this.shared.length) {
      this.shared.push(own.end - own.start);
      for (let word = 0; word < WORDS; word += 1) this.signatures.push(0);
    } else this.shared.set(block, sharedBytes(bytes, { first, own, most: this.shared.at(block) }));
    if (isSearched) this.#note(block * WORDS, bytes, own);
  }

  /** False when no text of the block contains all these pieces. */
  mayContain(block: number, pieces: Int32Array): boolean {
    const signatures = this.signatures.values;
    for (let at = 0; at < pieces.length; at += 1) {
      const piece = pieces[at] as number;
      const word = signatures[block * WORDS + (piece >> 5)] as number;
      if ((word & (1 << (piece & 31))) === 0) return false;
    }
    return true;
  }

  #note(words: number, bytes: Uint8Array, { start, end }: Span): void {
    const signatures = this.signatures.values;
    let piece = 0;
    for (let at = start; at < end; at += 1) {
      piece = (piece << 8) | (bytes[at] as number);
      for (let length = 1; length <= LONGEST && length <= at - start + 1; length += 1) {
        const bit = bitOf(piece, length);
        signatures[words + (bit >> 5)]! |= 1 << (bit & 31);
      }
    }
  }
}

/** Returns the block that a text is in. */
export function blockOfText(index: number): number {
  return index >> SHIFT;
}

/** Returns what to give to `mayContain`: the longest pieces of a text. */
export function piecesOf(wanted: Uint8Array): Int32Array {
  const length = Math.min(LONGEST, wanted.length);
  const bits = new Set<number>();
  for (let at = 0; at + length <= wanted.length; at += 1) {
    let piece = 0;
    for (let offset = 0; offset < length; offset += 1) piece = (piece << 8) | (wanted[at + offset] as number);
    bits.add(bitOf(piece, length));
  }
  return Int32Array.from(bits);
}

/** The bit for the last so many bytes of a piece. */
function bitOf(piece: number, length: number): number {
  const last = piece & (2 ** (8 * length) - 1);
  return Math.imul(last ^ (length << 28), 0x9e3779b1) >>> HASH_SHIFT;
}

function sharedBytes(
  bytes: Uint8Array,
  { first, own, most }: { readonly first: Span; readonly own: Span; readonly most: number },
): number {
  const longest = Math.min(most, own.end - own.start);
  let length = 0;
  while (length < longest && bytes[first.start + length] === bytes[own.start + length]) length += 1;
  return length;
}
