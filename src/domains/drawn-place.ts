import type { Random } from '../engine/ports/random.ts';

/** Returns a place among the first `count` weights, drawn by them; -1 where there is none. */
export function drawnPlace(weights: readonly number[], count: number, random: Random): number {
  const able = weights.slice(0, count);
  let left = random.next() * able.reduce((sum, weight) => sum + weight, 0);
  return able.findIndex((weight) => (left -= weight) < 0);
}
