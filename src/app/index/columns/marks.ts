const BLOCK_SHIFT = 6;
const BLOCK = 2 ** BLOCK_SHIFT;

/** Numbers that were found, and how many in each 64 of them: so that most of those who ask need not look at each. */
export class Marks {
  /** 1 for each that was found, else 0. */
  values = new Uint8Array(0);
  #counts = new Uint8Array(0);

  /** Makes room for numbers below the length. */
  grow(length: number): void {
    const values = new Uint8Array(length);
    values.set(this.values);
    this.values = values;
  }

  /** Call when `values` were changed. */
  count(): void {
    const { values } = this;
    this.#counts = new Uint8Array(Math.ceil(values.length / BLOCK));
    for (let block = 0; block < this.#counts.length; block += 1) {
      const end = Math.min(values.length, (block + 1) * BLOCK);
      let count = 0;
      for (let at = block * BLOCK; at < end; at += 1) count += values[at] as number;
      this.#counts[block] = count;
    }
  }

  /** False when no number from one up to another, itself included, is marked; true when one may be. */
  maySome(from: number, to: number): boolean {
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
