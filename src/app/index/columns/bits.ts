const SHIFT = 5;
/** Bits of a word. */
export const WORD_BITS = 2 ** SHIFT;
const IN_WORD = WORD_BITS - 1;

/** Some of the numbers below a length, a bit each: whoever asks about 32 of them looks once. */
export class Bits {
  readonly length: number;
  /** Behind the last one, more that are not set. */
  readonly words: Int32Array;

  constructor(length: number) {
    this.length = length;
    this.words = new Int32Array(wordsFor(length) + 1);
  }

  has(at: number): boolean {
    return (((this.words[wordOf(at)] as number) >>> at) & 1) === 1;
  }

  set(at: number): void {
    this.words[wordOf(at)]! |= 1 << at;
  }

  /** Returns those from any place on, at most so many and 32, as the bits of a word. */
  from(at: number, most: number): number {
    const moved = at & IN_WORD;
    const low = this.words[wordOf(at)] as number;
    const high = this.words[wordOf(at) + 1] as number;
    const bits = moved === 0 ? low : (low >>> moved) | (high << (WORD_BITS - moved));
    return most < WORD_BITS ? bits & ((1 << most) - 1) : bits;
  }

  /** Replaces those from the beginning of a word on; none may be set behind the last one. */
  setWords(at: number, words: Int32Array): void {
    const first = wordOf(at);
    for (let word = 0; word < words.length; word += 1) this.words[first + word] = words[word] as number;
  }
}

/** Returns which word holds a bit. Shifts take the lowest five bits of a number, which say where in the word it is. */
export function wordOf(bit: number): number {
  return bit >> SHIFT;
}

/** Returns how many words hold so many bits. */
export function wordsFor(bits: number): number {
  return Math.ceil(bits / WORD_BITS);
}

/** Returns how many bits of a word are set. */
export function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Returns the place of the lowest bit of a word that is not 0. */
export function lowestBit(word: number): number {
  return IN_WORD - Math.clz32(word & -word);
}
