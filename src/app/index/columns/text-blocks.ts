import { IntColumn } from './int-column.ts';

const SHIFT = 6;
/** Texts in a block. */
export const TEXTS_IN_BLOCK = 2 ** SHIFT;
/** Bits of a signature: 2 bytes a text. */
const BITS = 1024;
const WORD_SHIFT = 5;
const WORD_BITS = 2 ** WORD_SHIFT;
const WORDS = BITS / WORD_BITS;
const HASH_SHIFT = 22;
/** Bytes of the longest pieces that a signature says something about. */
const LONGEST = 3;
const ONE_BYTE = 0xff;
const TWO_BYTES = 0xffff;
const THREE_BYTES = 0xffffff;
const NONE = -1;

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
  /** The block whose first text was noted by this process: others of it need not be noted as far as they are the same. */
  #noted = NONE;

  /** Notes a text that was just added behind the first one of its block. `isSearched`: false for one that is never looked for here. */
  add(index: number, bytes: Uint8Array, options: { first: Span; own: Span; isSearched: boolean }): void {
    const block = blockOfText(index);
    const { first, own, isSearched } = options;
    if (block === this.shared.length) {
      this.#noted = isSearched ? block : NONE;
      this.shared.push(own.end - own.start);
      for (let word = 0; word < WORDS; word += 1) this.signatures.push(0);
      if (isSearched) this.#note(block * WORDS, bytes, own);
      return;
    }
    const most = this.shared.at(block);
    const shared = sharedBytes(bytes, { first, own, most });
    if (shared < most) this.shared.set(block, shared);
    if (!isSearched) return;
    // What the first one begins with too was noted with it.
    const known = this.#noted === block ? Math.max(0, shared - LONGEST + 1) : 0;
    this.#note(block * WORDS, bytes, { ...own, start: own.start + known });
  }

  /** False when no text of the block contains all these pieces. */
  mayContain(block: number, pieces: Int32Array): boolean {
    const signatures = this.signatures.values;
    for (let at = 0; at < pieces.length; at += 1) {
      const piece = pieces[at] as number;
      const word = signatures[block * WORDS + (piece >> WORD_SHIFT)] as number;
      if ((word & (1 << (piece & (WORD_BITS - 1)))) === 0) return false;
    }
    return true;
  }

  #note(words: number, bytes: Uint8Array, { start, end }: Span): void {
    const signatures = this.signatures.values;
    let piece = 0;
    for (let at = start; at < end; at += 1) {
      piece = (piece << 8) | (bytes[at] as number);
      set(signatures, words, bitOf(piece & ONE_BYTE, 1));
      if (at > start) set(signatures, words, bitOf(piece & TWO_BYTES, 2));
      if (at > start + 1) set(signatures, words, bitOf(piece & THREE_BYTES, LONGEST));
    }
  }
}

function set(signatures: Int32Array, words: number, bit: number): void {
  signatures[words + (bit >> WORD_SHIFT)]! |= 1 << (bit & (WORD_BITS - 1));
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

/** The bit for a piece of so many bytes. */
function bitOf(piece: number, length: number): number {
  return Math.imul(piece ^ (length << 28), 0x9e3779b1) >>> HASH_SHIFT;
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
