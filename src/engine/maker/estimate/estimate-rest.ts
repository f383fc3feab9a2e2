import { mathsOf, type VotingRule } from '../maths/voting-maths.ts';
import { sumOf, type ClassCounts, type Counts, type EstimateState } from './class-counts.ts';
import { posterior, type Interval } from './posterior.ts';

/** What is believed of the steps of one class. */
export interface ClassEstimate {
  readonly kind: string;
  /** Races that it rests on: those of the last window or two. */
  readonly races: number;
  readonly remaining: number;
  /** The chance that a valid vote is right. */
  readonly p: Interval;
  /** The chance that a sample is a valid vote. */
  readonly v: Interval;
  /** How many times as often as independent votes would wrong answers were repeated; there once it was noticed. */
  readonly repeated?: number;
}

/** The rest of the run at the k in force; intervals hold nine times out of ten. */
export interface RestEstimate {
  readonly remaining: number;
  /** The least k for the wanted success at the estimates, and between their ends; Infinity when there is none. */
  readonly neededK: Interval;
  readonly success: Interval;
  readonly samples: Interval;
  readonly tokens: Interval;
  /** Undefined when the price of some sample is unknown. */
  readonly usd: Interval | undefined;
}

export interface Estimates {
  readonly classes: readonly ClassEstimate[];
  readonly rest: RestEstimate;
}

export interface EstimateOptions {
  readonly rule: VotingRule;
  /** In force now. */
  readonly k: number;
  /** The wanted chance of success. */
  readonly target: number;
}

/** What the rest of one class is reckoned with: its own counts, or of a class without any race those of all. */
interface Share {
  readonly remaining: number;
  readonly p: Interval;
  readonly v: Interval;
  readonly counts: Counts;
}

/** Returns what is believed of the run so far and of its rest; undefined before the first race has ended. */
export function estimateRest(state: EstimateState, options: EstimateOptions): Estimates | undefined {
  if (state.races === 0) return undefined;
  const classes = [...state.classes].map(([kind, counts]) => ({ kind, counts }));
  const shares = sharesOf(state);
  return {
    classes: classes.map(({ kind, counts }) => classEstimate(kind, counts)),
    rest: {
      remaining: shares.reduce((sum, { remaining }) => sum + remaining, 0),
      neededK: neededK(shares, options),
      success: successOf(shares, options),
      ...amounts(shares, options),
    },
  };
}

/** Returns the least k, at most the counted chance and at its lower end, with which the rest succeeds as wanted. */
export function kForRest(state: EstimateState, options: EstimateOptions): { mean: number; careful: number } {
  const shares = sharesOf(state);
  const { mean, high } = neededK(shares, options);
  return { mean, careful: high };
}

function classEstimate(kind: string, counts: ClassCounts): ClassEstimate {
  const seen = sumOf([counts]);
  const { repeated } = counts;
  const estimate = { kind, races: seen.races, remaining: Math.max(0, counts.remaining), ...chances(seen) };
  return repeated === undefined ? estimate : { ...estimate, repeated };
}

function chances({ right, wrong, valid, invalid }: Counts): { p: Interval; v: Interval } {
  return { p: posterior(right, wrong), v: posterior(valid, invalid) };
}

function sharesOf(state: EstimateState): Share[] {
  const all = sumOf(state.classes.values());
  return [...state.classes.values()]
    .filter(({ remaining }) => remaining > 0)
    .map((each) => {
      const own = sumOf([each]);
      const counts = own.races === 0 ? all : own;
      return { remaining: each.remaining, counts, ...chances(counts) };
    });
}

type End = keyof Interval;

/** At the lower ends of p more is needed: what is low for p is high for k. */
function neededK(shares: readonly Share[], options: EstimateOptions): Interval {
  return {
    mean: leastFor(shares, 'mean', options),
    low: leastFor(shares, 'high', options),
    high: leastFor(shares, 'low', options),
  };
}

/** Each class gets an equal part of what may go wrong; then as few as still suffice together. */
function leastFor(shares: readonly Share[], end: End, { rule, target }: EstimateOptions): number {
  const maths = mathsOf(rule);
  const each = target ** (1 / Math.max(1, shares.length));
  let k = Math.max(1, ...shares.map(({ p, remaining }) => maths.leastK(p[end], remaining, each)));
  if (shares.length < 2 || !Number.isFinite(k)) return k;
  while (k > 1 && together(shares, end, { rule, k: k - 1 }) >= target) k -= 1;
  return k;
}

function successOf(shares: readonly Share[], options: EstimateOptions): Interval {
  return {
    mean: together(shares, 'mean', options),
    low: together(shares, 'low', options),
    high: together(shares, 'high', options),
  };
}

function together(shares: readonly Share[], end: End, { rule, k }: Omit<EstimateOptions, 'target'>): number {
  const maths = mathsOf(rule);
  return shares.reduce((chance, { p, remaining }) => chance * maths.runRight(p[end], k, remaining), 1);
}

/** Samples, tokens and dollars of the rest: what the formulas say of votes, times what a vote has cost so far. */
function amounts(shares: readonly Share[], options: EstimateOptions) {
  const parts = shares.map((share) => ({ ...share, ...samplesOf(share, options) }));
  const perSample = (of: 'tokens' | 'usd', { counts }: Share): number =>
    counts[of] / Math.max(1, counts.valid + counts.invalid);
  const inAll = (weight: (share: Share) => number): Interval =>
    total(parts.map(({ mean, spread, ...share }) => ({ mean: mean * weight(share), spread })));
  const isPriced = shares.every(({ counts }) => counts.unpriced === 0);
  return {
    samples: inAll(() => 1),
    tokens: inAll((share) => perSample('tokens', share)),
    usd: isPriced ? inAll((share) => perSample('usd', share)) : undefined,
  };
}

/** The mean, and by what share of it the truth may be off: for p, for v, and by the luck of the votes themselves. */
function samplesOf({ remaining, p, v, counts }: Share, { rule, k }: EstimateOptions) {
  const { expectedVotes } = mathsOf(rule);
  const votes = expectedVotes(p.mean, k);
  const ofP = Math.abs(expectedVotes(p.low, k) - expectedVotes(p.high, k)) / (2 * votes);
  const ofV = (1 / v.low - 1 / v.high) * (v.mean / 2);
  const luck = (Z * relativeDeviation(counts)) / Math.sqrt(remaining);
  return { mean: (remaining * votes) / v.mean, spread: Math.hypot(ofP, ofV, luck) };
}

/** Normal quantile of 95 %. */
const Z = 1.645;

/** Standard deviation of the samples of a step, as a share of their mean. */
function relativeDeviation({ steps, samples, samplesSquared }: Counts): number {
  if (steps < 2) return 1;
  const mean = samples / steps;
  return Math.sqrt(Math.max(0, samplesSquared / steps - mean * mean)) / mean;
}

/** Classes may be off in the same direction: their spreads add up. */
function total(parts: readonly { readonly mean: number; readonly spread: number }[]): Interval {
  const sum = (of: (part: (typeof parts)[number]) => number): number =>
    parts.reduce((so, part) => so + of(part), 0);
  return {
    mean: sum(({ mean }) => mean),
    low: sum(({ mean, spread }) => mean / (1 + spread)),
    high: sum(({ mean, spread }) => mean * (1 + spread)),
  };
}
