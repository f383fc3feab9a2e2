import type { VotingRule } from '../../config/settings.ts';
import { expectedSamples } from '../../engine/maker/maths/voting-maths.ts';
import type { ModelPrice } from '../../models/index.ts';
import type { RunEstimate, Span } from '../../protocol/run-estimate.ts';

/** What is supposed of models before one has answered: how often a vote is right, and an answer valid. */
export const SUPPOSED = { p: { low: 0.75, high: 1 }, v: { low: 0.9, high: 1 } } as const;

/** The requests of one kind: all that one role asks, or what is asked beside it. */
export interface Share {
  readonly requests: Span;
  /** Tokens of one. */
  readonly prompt: Span;
  readonly answer: Span;
  /** Of every model that may be asked; undefined where one is unknown. */
  readonly prices: readonly (ModelPrice | undefined)[];
  readonly isBatch: boolean;
}

/** How a race is decided, and the most valid votes that it may use. */
export interface RaceRule {
  readonly rule: VotingRule;
  readonly k: Span;
  readonly samples: number;
}

/** Returns the answers that one race asks for: all agree at once, or a quarter of the votes is wrong and a tenth is none. */
export function answersOfRace({ rule, k, samples }: RaceRule): Span {
  const one = (chance: { p: number; v: number }, lead: number): number =>
    expectedSamples({ rule, ...chance, k: lead, steps: 1 });
  const { p, v } = SUPPOSED;
  const low = Math.min(samples, one({ p: p.high, v: v.high }, k.low));
  const high = Math.min(samples / v.low, one({ p: p.low, v: v.low }, k.high));
  return { low, high: Math.max(low, high) };
}

/** Returns so many of each, both taken at their ends. */
export function times(one: Span, other: Span): Span {
  return { low: one.low * other.low, high: one.high * other.high };
}

function plus(one: Span, other: Span): Span {
  return { low: one.low + other.low, high: one.high + other.high };
}

const NOTHING: Span = { low: 0, high: 0 };

/** Returns what all shares take together, in whole requests and tokens. */
export function reckon(shares: readonly Share[]): Omit<RunEstimate, 'steps' | 'assumes'> {
  const sum = (of: (share: Share) => Span): Span => shares.map(of).reduce(plus, NOTHING);
  const costs = shares.map(costOf);
  return {
    requests: whole(sum(({ requests }) => requests)),
    input_tokens: whole(sum(({ requests, prompt }) => times(requests, prompt))),
    output_tokens: whole(sum(({ requests, answer }) => times(requests, answer))),
    cost_usd: costs.every((cost) => cost !== undefined) ? costs.reduce(plus, NOTHING) : null,
  };
}

/** The least is what the cheapest model takes that has every prompt in its cache, the most what the dearest takes without one. */
function costOf({ requests, prompt, answer, prices, isBatch }: Share): Span | undefined {
  const known = prices.filter((price) => price !== undefined);
  if (known.length < prices.length) return undefined;
  const part = (price: ModelPrice): number => (isBatch ? (price.batch ?? 1) : 1) / 1_000_000;
  const least = (price: ModelPrice): number =>
    part(price) * (prompt.low * Math.min(price.input, price.cacheRead) + answer.low * price.output);
  const most = (price: ModelPrice): number =>
    part(price) * (prompt.high * Math.max(price.input, price.cacheWrite) + answer.high * price.output);
  return {
    low: requests.low * Math.min(...known.map(least)),
    high: requests.high * Math.max(...known.map(most)),
  };
}

function whole({ low, high }: Span): Span {
  return { low: Math.floor(low), high: Math.ceil(high) };
}
