import { incompleteBeta } from '../../engine/maker/maths/incomplete-beta.ts';

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** A number as it was counted, beside what was predicted. */
export interface Compared {
  readonly measured: number;
  readonly predicted: number;
  readonly agrees: boolean;
}

/** How sure an interval is: one in a hundred does not hold what it is about. */
export const CONFIDENCE = 0.99;

/** Returns the interval of Clopper and Pearson (Biometrika 26, 1934) for a share of which so many of so many were seen. */
export function shareInterval(seen: number, of: number): Interval {
  const tail = (1 - CONFIDENCE) / 2;
  const from = seen === 0 ? 0 : rootOf((x) => incompleteBeta(x, seen, of - seen + 1) - tail, 1);
  const to = seen === of ? 1 : rootOf((x) => incompleteBeta(x, seen + 1, of - seen) - (1 - tail), 1);
  return { from, to };
}

/** Returns the interval of Garwood (Biometrika 28, 1936) for an expected number of rare events of which so many were seen. */
export function countInterval(seen: number): Interval {
  const tail = (1 - CONFIDENCE) / 2;
  const most = seen + 10 * Math.sqrt(seen + 1) + 20;
  const from = seen === 0 ? 0 : rootOf((mean) => 1 - atMost(seen - 1, mean) - tail, most);
  return { from, to: rootOf((mean) => tail - atMost(seen, mean), most) };
}

/** True when the interval holds the value. */
export function holds({ from, to }: Interval, value: number): boolean {
  return from <= value && value <= to;
}

/** Returns the two beside each other; they agree when the interval of what was counted holds what was predicted. */
export function within(
  measured: number,
  predicted: number,
  interval: Interval,
): Compared & { readonly interval: Interval } {
  return { measured, predicted, interval, agrees: holds(interval, predicted) };
}

/** The chance of at most so many events of a Poisson distribution, summed as logarithms. */
function atMost(seen: number, mean: number): number {
  let sum = 0;
  let logFactorial = 0;
  for (let count = 0; count <= seen; count += 1) {
    if (count > 0) logFactorial += Math.log(count);
    sum += Math.exp(count * Math.log(mean) - mean - logFactorial);
  }
  return sum;
}

/** Returns where a function that grows crosses zero between 0 and `most`. */
function rootOf(grows: (x: number) => number, most: number): number {
  let [low, high] = [0, most];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (grows(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
