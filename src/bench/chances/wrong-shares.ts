import type { SteadyNoise } from '../../agents/simulated/index.ts';
import { betaNodes, type Weighted } from './beta-nodes.ts';

const FINE = 200;

/** Returns the chances of a wrong answer that a step may have: one for all, or what they are drawn from. */
export function wrongShares({ right, alike }: SteadyNoise): Weighted<number>[] {
  if (alike === undefined || right === 0 || right === 1) return [{ value: 1 - right, weight: 1 }];
  return betaNodes({ a: alike * (1 - right), b: alike * right }, FINE);
}

/** Returns the chances of the right answer and of its rivals, among which wrong ones fall by these weights. */
export function chancesOf(wrong: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return [1 - wrong, ...weights.map((weight) => (wrong * weight) / total)];
}
