import { createHash } from 'node:crypto';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';

/** A seeded stream of numbers in [0, 1). */
export interface Random {
  next(): number;
}

/** Returns a stream that is a function of its seed words alone, e.g. (session seed, step id, sample index). */
export function seededRandom(...words: readonly (string | number)[]): Random {
  const digest = createHash('sha256').update(JSON.stringify(words)).digest();
  const generator = xoroshiro128plus(digest.readInt32LE(0));
  return { next: () => uniformFloat64(generator) };
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Returns a stream that is a function of its words alone, like `seededRandom` but some fifty times cheaper to begin
 * (FNV-1a over the words, mulberry32 from there): for simulations that draw a million times, each from words of its own.
 */
export function quickRandom(...words: readonly (string | number)[]): Random {
  return new QuickRandom(words);
}

class QuickRandom implements Random {
  readonly #words: readonly (string | number)[];
  #state: number | undefined;

  constructor(words: readonly (string | number)[]) {
    this.#words = words;
  }

  next(): number {
    // The words are hashed when the first number is wanted: a simulation that never errs wants none.
    const state = ((this.#state ?? this.#words.reduce(hashed, FNV_OFFSET)) + 0x6d2b79f5) | 0;
    this.#state = state;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** A word's length goes in as well, so that ('ab', 'c') and ('a', 'bc') are not the same words. */
function hashed(state: number, word: string | number): number {
  if (typeof word === 'number') return Math.imul(Math.imul(state ^ 0xff, FNV_PRIME) ^ word, FNV_PRIME);
  let hash = Math.imul(state ^ word.length, FNV_PRIME);
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
  return hash;
}

/** Returns the items in an order drawn from the stream (Fisher-Yates); the input is untouched. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random.next() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
