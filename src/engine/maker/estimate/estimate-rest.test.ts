import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../ports/random.ts';
import { mathsOf } from '../maths/voting-maths.ts';
import { runRace, type RaceRule } from '../vote/race.ts';
import { classOf, noEstimates, type EstimateState } from './class-counts.ts';
import { estimateRest, kForRest, type EstimateOptions } from './estimate-rest.ts';
import { foldEstimates, type EstimatedStep } from './fold-estimates.ts';
import { betaQuantile, posterior } from './posterior.ts';

const OPTIONS: EstimateOptions = { rule: 'ahead-by-k', k: 3, target: 0.99 };
const STEP = {
  input: { brief: { kind: 'move' } },
  samples: [],
  concluded: undefined,
} as never as EstimatedStep;

interface Truth {
  readonly p: number;
  readonly v: number;
  readonly k: number;
}

/** Runs and folds one race; returns its samples. */
function race(state: EstimateState, { p, v, k }: Truth, random: Random): number {
  const rule: RaceRule = { rule: 'ahead-by-k', k, maxVotes: 1e6, dissentSensitive: false };
  const keys: string[] = [];
  let order = '';
  const votes: string[] = [];
  while (runRace(votes, rule).winner === undefined) {
    const isFlagged = random.next() >= v;
    const key = random.next() < p ? 'right' : 'wrong';
    if (!isFlagged) votes.push(key);
    if (!isFlagged && !keys.includes(key)) keys.push(key);
    order += isFlagged ? '!' : 'AB'.charAt(keys.indexOf(key));
  }
  const facts = { k, order, keys, state: '' };
  const spend = { calls: order.length, tokens: 10 * order.length, usd: 0.5 * order.length };
  foldEstimates(state, { type: 'node-finished', node: 'race', end: 'done', race: facts, spend }, STEP);
  return order.length;
}

function after(races: number, truth: Truth, ...seed: (string | number)[]) {
  const state = noEstimates();
  const random = seededRandom('estimates', ...seed);
  for (let at = 0; at < races; at += 1) race(state, truth, random);
  classOf(state, 'move').remaining = 0;
  return { state, random };
}

it.each([
  [1, 1, 0.05],
  [31, 1, 0.9079],
  [1, 31, 0.00165],
  [900, 100, 0.88396],
])('a Beta(%f, %f) variable is below %f one time in twenty', (a, b, value) => {
  expect(betaQuantile(0.05, a, b)).toBeCloseTo(value, 4);
});

it('knows nothing from nothing, and less of what is rare', () => {
  expect(posterior(0, 0)).toMatchObject({ mean: 0.5 });
  const { mean, low, high } = posterior(99, 1);
  expect([low < mean, mean < high, mean]).toEqual([true, true, 100 / 102]);
});

describe('the estimates of a run', () => {
  it('are none before the first race has ended', () => {
    const state = noEstimates();
    classOf(state, 'move').remaining = 9;
    expect(estimateRest(state, OPTIONS)).toBeUndefined();
  });

  it.each([
    [0.6, 3],
    [0.8, 3],
    [0.9, 2],
    [0.9, 3],
    [0.6, 8],
  ])('at p = %f and k = %i take p for (2p−1)ρ^k/(1−ρ^k) more than it is, and v for what it is', (p, k) => {
    const { state } = after(4000, { p, v: 0.9, k }, p, k);
    const odds = ((1 - p) / p) ** k;
    const bias = ((2 * p - 1) * odds) / (1 - odds);
    const [move] = estimateRest(state, { ...OPTIONS, k })?.classes ?? [];
    // Some 4000·E[N] votes: 0.012 is more than three standard deviations of each.
    expect(Math.abs((move?.p.mean ?? 0) - (p + bias))).toBeLessThan(0.012);
    expect(Math.abs((move?.v.mean ?? 0) - 0.9)).toBeLessThan(0.012);
    expect(move?.races).toBe(4000);
  });

  it('say what the rest takes, in an interval that holds it nine times out of ten', () => {
    const truth = { p: 0.9, v: 0.85, k: 3 };
    let held = 0;
    const runs = 200;
    for (let run = 0; run < runs; run += 1) {
      const { state, random } = after(60, truth, 'interval', run);
      classOf(state, 'move').remaining = 150;
      const rest = estimateRest(state, OPTIONS)?.rest;
      let samples = 0;
      for (let at = 0; at < 150; at += 1) samples += race(noEstimates(), truth, random);
      if (rest !== undefined && rest.samples.low <= samples && samples <= rest.samples.high) held += 1;
    }
    expect(held / runs).toBeGreaterThan(0.84);
    expect(held / runs).toBeLessThan(0.98);
  });

  it('turn samples into tokens and dollars as they have cost so far', () => {
    const { state } = after(300, { p: 0.9, v: 0.8, k: 3 }, 'cost');
    classOf(state, 'move').remaining = 100;
    const rest = estimateRest(state, OPTIONS)?.rest;
    const samples = rest?.samples.mean ?? 0;
    expect(samples / ((100 * mathsOf('ahead-by-k').expectedVotes(0.9, 3)) / 0.8)).toBeCloseTo(1, 1);
    expect(rest?.tokens.mean).toBeCloseTo(10 * samples, 6);
    expect(rest?.usd?.mean).toBeCloseTo(0.5 * samples, 6);
    classOf(state, 'move').now.unpriced = 1;
    expect(estimateRest(state, OPTIONS)?.rest.usd).toBeUndefined();
  });

  it('say which k the rest needs, and how likely it succeeds with the one in force', () => {
    const { state } = after(2000, { p: 0.95, v: 1, k: 4 }, 'needed');
    classOf(state, 'move').remaining = 100_000;
    const { rest } = estimateRest(state, { ...OPTIONS, k: 4 }) ?? {};
    const maths = mathsOf('ahead-by-k');
    expect(rest?.neededK.mean).toBe(maths.leastK(0.95, 100_000, 0.99));
    expect(rest?.neededK.high).toBeGreaterThanOrEqual(rest?.neededK.mean ?? Infinity);
    expect(rest?.success.mean).toBeCloseTo(maths.runRight(0.95, 4, 100_000), 0);
    expect(rest?.success.low).toBeLessThan(rest?.success.high ?? 0);
    classOf(state, 'move').remaining = 0;
    expect(estimateRest(state, OPTIONS)?.rest).toMatchObject({
      remaining: 0,
      neededK: { mean: 1 },
      success: { mean: 1 },
      samples: { mean: 0, low: 0, high: 0 },
    });
  });

  it('share one success among classes; one without a race of its own is taken for all of them', () => {
    const { state } = after(500, { p: 0.9, v: 1, k: 3 }, 'classes');
    classOf(state, 'move').remaining = 50;
    const alone = kForRest(state, OPTIONS).mean;
    classOf(state, 'new').remaining = 5000;
    const both = kForRest(state, OPTIONS).mean;
    classOf(state, 'move').remaining = 5050;
    classOf(state, 'new').remaining = 0;
    expect(both).toBe(kForRest(state, OPTIONS).mean);
    expect(both).toBeGreaterThan(alone);
  });

  it('know no k where votes are as often wrong as right', () => {
    const state = noEstimates();
    const even = { k: 1, order: 'AB', keys: ['x', 'y'], state: '' };
    foldEstimates(state, { type: 'node-finished', node: 'race', end: 'done', race: even }, STEP);
    classOf(state, 'move').remaining = 10;
    expect(estimateRest(state, OPTIONS)?.rest.neededK).toMatchObject({ mean: Infinity, high: Infinity });
  });
});
