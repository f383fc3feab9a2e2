/** 16 MiB: with ten million hashes about one foreign hash in 200 is taken for one of them. */
const BITS = 2 ** 27;
const PROBES = 4;
const HEX_DIGITS = 8;

/**
 * A set of sha-256 hashes in constant memory (a Bloom filter). It never forgets a hash; of hashes that were not added it
 * believes a few to be in it: such a blob is kept although nobody names it.
 */
export class HashFilter {
  readonly #words = new Uint32Array(BITS / 32);

  add(hash: string): void {
    for (const bit of bitsOf(hash)) this.#words[bit >>> 5] = this.#word(bit) | (1 << (bit & 31));
  }

  has(hash: string): boolean {
    return bitsOf(hash).every((bit) => (this.#word(bit) & (1 << (bit & 31))) !== 0);
  }

  #word(bit: number): number {
    return this.#words[bit >>> 5] ?? 0;
  }
}

/** A sha-256 is random already: its own digits say which bits stand for it. */
function bitsOf(hash: string): number[] {
  return Array.from({ length: PROBES }, (_, probe) => {
    const start = probe * HEX_DIGITS;
    return Number.parseInt(hash.slice(start, start + HEX_DIGITS), 16) % BITS;
  });
}
