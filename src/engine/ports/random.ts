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

/** Returns the items in an order drawn from the stream (Fisher-Yates); the input is untouched. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random.next() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
