const SHIFT = 5;
const WORD_BITS = 2 ** SHIFT;
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
    return (((this.words[at >> SHIFT] as number) >>> (at & IN_WORD)) & 1) === 1;
  }

  set(at: number): void {
    this.words[at >> SHIFT]! |= 1 << (at & IN_WORD);
  }

  /** Returns 32 of them, from any place on, as the bits of a word. */
  from(at: number): number {
    const low = this.words[at >> SHIFT] as number;
    const moved = at & IN_WORD;
    if (moved === 0) return low;
    return (low >>> moved) | ((this.words[(at >> SHIFT) + 1] as number) << (WORD_BITS - moved));
  }
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
