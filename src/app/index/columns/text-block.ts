import { wordOf, wordsFor } from './bits.ts';

/** Texts in a block. */
export const TEXTS_IN_BLOCK = 1024;
export const WORDS_IN_BLOCK = wordsFor(TEXTS_IN_BLOCK);
/** Places of a piece that many texts hold: a bit a text, 16 of them in a place. */
export const PLACES_OF_BITS = TEXTS_IN_BLOCK / 16;
const HALF = 16;

/**
 * Of 1,024 texts, which of them hold which letter and which two letters in a row (bytes, in truth): nothing where all do,
 * the texts themselves where few do, a bit a text otherwise.
 */
export interface TextBlock {
  /** Pieces that are in the texts, ascending. */
  readonly pieces: Int32Array;
  /** Where the places of each piece end. */
  readonly ends: Int32Array;
  readonly places: Uint16Array;
  /** What all of the texts begin with. */
  readonly shared: Uint8Array;
}

const few = new Int32Array(WORDS_IN_BLOCK);

/** Sets the bits, from a word on, of the texts that hold all pieces, and unsets those of the others. Returns false when no text can hold them. */
export function markHolding(block: TextBlock, pieces: Int32Array, words: Int32Array, first: number): boolean {
  words.fill(-1, first, first + WORDS_IN_BLOCK);
  for (let each = 0; each < pieces.length; each += 1) {
    const index = indexOf(block.pieces, pieces[each] as number);
    if (index < 0) {
      words.fill(0, first, first + WORDS_IN_BLOCK);
      return false;
    }
    keepHolding(block, index, words, first);
  }
  return true;
}

function keepHolding({ ends, places }: TextBlock, index: number, words: Int32Array, first: number): void {
  const start = index === 0 ? 0 : (ends[index - 1] as number);
  const end = ends[index] as number;
  if (end === start) return;
  if (end - start === PLACES_OF_BITS) {
    for (let word = 0; word < WORDS_IN_BLOCK; word += 1) {
      const at = start + 2 * word;
      words[first + word]! &= (places[at] as number) | ((places[at + 1] as number) << HALF);
    }
    return;
  }
  few.fill(0);
  for (let at = start; at < end; at += 1) few[wordOf(places[at] as number)]! |= 1 << (places[at] as number);
  for (let word = 0; word < WORDS_IN_BLOCK; word += 1) words[first + word]! &= few[word] as number;
}

/** The place of a number among ascending ones; -1 when it is not there. */
function indexOf(numbers: Int32Array, number: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = numbers[middle] as number;
    if (found === number) return middle;
    if (found < number) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
