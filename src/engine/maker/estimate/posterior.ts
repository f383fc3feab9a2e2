import { incompleteBeta } from '../maths/incomplete-beta.ts';

/** A value with the interval that holds it nine times out of ten. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.05;
const HALVINGS = 44;

/** Returns what is believed of a chance after so many hits and misses, from knowing nothing: Beta(hits + 1, misses + 1). */
export function posterior(hits: number, misses: number): Interval {
  const a = hits + 1;
  const b = misses + 1;
  return { mean: a / (a + b), low: betaQuantile(TAIL, a, b), high: betaQuantile(1 - TAIL, a, b) };
}

/** Returns the x below which a Beta(a, b) variable is with chance `share`. */
export function betaQuantile(share: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
