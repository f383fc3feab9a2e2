const BLOCK_SHIFT = 6;
const BLOCK = 2 ** BLOCK_SHIFT;

const WORDS_IN_BLOCK = BLOCK / Int32Array.BYTES_PER_ELEMENT;

/** Numbers that were found, and how many in each 64 of them: so that most of those who ask need not look at each. */
export class Marks {
  /** 1 for each that was found, else 0; behind the last one, more zeros. */
  values = new Uint8Array(0);
  #counts = new Uint8Array(0);

  /** Makes room for numbers below the length. */
  grow(length: number): void {
    const values = new Uint8Array(Math.ceil(length / BLOCK) * BLOCK);
    values.set(this.values);
    this.values = values;
  }

  /** Call when `values` were changed. */
  count(): void {
    const words = new Int32Array(this.values.buffer);
    this.#counts = new Uint8Array(words.length / WORDS_IN_BLOCK);
    for (let block = 0; block < this.#counts.length; block += 1) {
      // Four marks are added at a time: no byte of the sum can overflow.
      let sums = 0;
      const end = (block + 1) * WORDS_IN_BLOCK;
      for (let at = block * WORDS_IN_BLOCK; at < end; at += 1) sums += words[at] as number;
      this.#counts[block] = Math.imul(sums, 0x01010101) >>> 24;
    }
  }

  /** False when no number from one up to another, itself included, is marked; true when one may be. */
  maySome(from: number, to: number): boolean {
    if (from === to) return this.values[from] === 1;
    for (let block = from >> BLOCK_SHIFT; block <= to >> BLOCK_SHIFT; block += 1) {
      if (this.#counts[block] !== 0) return true;
    }
    return false;
  }

  /** True when all are, as far as can be said without looking at each. */
  surelyAll(from: number, to: number): boolean {
    for (let block = from >> BLOCK_SHIFT; block <= to >> BLOCK_SHIFT; block += 1) {
      if (this.#counts[block] !== BLOCK) return false;
    }
    return true;
  }
}
