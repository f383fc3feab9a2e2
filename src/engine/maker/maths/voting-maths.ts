import * as aheadByK from './ahead-by-k.ts';
import * as firstToK from './first-to-k.ts';

/** How a race is decided: a lead of k over the strongest rival, or k votes in all. */
export type VotingRule = 'ahead-by-k' | 'first-to-k';

/** What both rules have formulas for; p is the chance that one valid vote is right. */
export interface VotingMaths {
  stepRight(p: number, k: number): number;
  stepWrong(p: number, k: number): number;
  runRight(p: number, k: number, steps: number): number;
  leastK(p: number, steps: number, target: number): number;
  expectedVotes(p: number, k: number): number;
}

const MATHS: Readonly<Record<VotingRule, VotingMaths>> = { 'ahead-by-k': aheadByK, 'first-to-k': firstToK };

/** Returns the formulas of the rule. */
export function mathsOf(rule: VotingRule): VotingMaths {
  return MATHS[rule];
}

/** A run of equal steps: p right a valid vote, v valid a sample. */
export interface UniformRun {
  readonly rule: VotingRule;
  readonly p: number;
  /** The chance that a sample raises no red flag, above 0. */
  readonly v: number;
  readonly k: number;
  readonly steps: number;
}

/** Returns the expected number of samples of the whole run, flagged ones included. */
export function expectedSamples({ rule, p, v, k, steps }: UniformRun): number {
  return (steps * mathsOf(rule).expectedVotes(p, k)) / v;
}

/** Returns the expected cost of the whole run in the unit of `priceASample`. */
export function expectedCost(run: UniformRun, priceASample: number): number {
  return priceASample * expectedSamples(run);
}

/**
 * Returns the cost by the paper's scaling law c·s·k/(v(2p − 1)), ahead-by-k and p > ½: an upper bound that
 * `expectedCost` comes to as k grows.
 */
export function scalingCost({ p, v, k, steps }: Omit<UniformRun, 'rule'>, priceASample: number): number {
  return (priceASample * steps * k) / (v * (2 * p - 1));
}
