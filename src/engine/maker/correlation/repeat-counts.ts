import { betaQuantile } from '../estimate/posterior.ts';
import { incompleteBeta } from '../maths/incomplete-beta.ts';

/** What was seen of the votes of one class of steps (docs/maker.md, "Independence"). */
export interface RepeatCounts {
  votes: number;
  /** Votes for an answer that lost. */
  wrong: number;
  /** Votes cast when a losing answer had a vote in the same race. */
  chances: number;
  /** Of those, votes that repeated a losing answer. */
  repeats: number;
  /** The race that was counted last had such a chance: only then there is something to look at anew. */
  isNew: boolean;
  /** It was noticed that they repeat too often: the votes of this class are decorrelated from then on. */
  noticed: boolean;
}

export interface Correlation {
  /** Share of the chances at which a losing answer was repeated. */
  readonly rate: number;
  /** The most that independent votes repeat: their share of wrong votes, as if all mistakes were one. */
  readonly predicted: number;
  readonly ratio: number;
}

/** How sure it must be: the chance of either bound to be wrong. */
const DOUBT = 0.01;
/** Fewer repeats say nothing, however rare mistakes are. */
const LEAST_REPEATS = 3;

export function noRepeats(): RepeatCounts {
  return { votes: 0, wrong: 0, chances: 0, repeats: 0, isNew: false, noticed: false };
}

/**
 * Returns how much more often losing answers are repeated than independent votes would, or undefined unless even the
 * lower bound of what was seen is more than `limit` times the upper bound of what independence predicts.
 */
export function correlationOf(counts: RepeatCounts, limit: number): Correlation | undefined {
  const { votes, wrong, chances, repeats } = counts;
  if (repeats < LEAST_REPEATS) return undefined;
  const rate = repeats / chances;
  const predicted = wrong / votes;
  // The bounds cost a thousand times more than the estimates, which say no almost always.
  if (rate <= limit * predicted) return undefined;
  const bound = limit * betaQuantile(1 - DOUBT, wrong + 1, Math.max(1, votes - wrong));
  if (bound >= 1 || incompleteBeta(bound, repeats, chances - repeats + 1) > DOUBT) return undefined;
  return { rate, predicted, ratio: rate / predicted };
}

/** Counts the votes of a race in the order they were asked, once its winner or leader is known; the first `seen` were counted before. */
export function countRepeats(
  counts: RepeatCounts,
  race: { readonly votes: readonly string[]; readonly leader: string | undefined; readonly seen?: number },
): void {
  const { votes, leader, seen = 0 } = race;
  const lost = new Set<string>();
  const { chances } = counts;
  for (const [at, key] of votes.entries()) {
    if (at >= seen) {
      counts.votes += 1;
      if (key !== leader) counts.wrong += 1;
      if (lost.size > 0) counts.chances += 1;
      if (lost.has(key)) counts.repeats += 1;
    }
    if (key !== leader) lost.add(key);
  }
  counts.isNew = counts.chances > chances;
}
