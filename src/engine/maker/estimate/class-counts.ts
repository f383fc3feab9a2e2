/** What was seen of the steps of one class in a stretch of the run. */
export interface Counts {
  /** Races that came to an end, decided or not. */
  races: number;
  /** Votes for what turned out right (see docs/maker.md, "Estimates"), and votes for something else. */
  right: number;
  wrong: number;
  /** Samples that were votes, and samples that were none: flagged, or without an answer. */
  valid: number;
  invalid: number;
  tokens: number;
  /** Dollars of the samples whose price is known, and how many samples have none. */
  usd: number;
  unpriced: number;
  /** Steps that ended, with the sum and the sum of the squares of their samples. */
  steps: number;
  samples: number;
  samplesSquared: number;
}

/** One class of steps: the last whole window, the one that is being filled, and what is still to be done. */
export interface ClassCounts {
  now: Counts;
  before: Counts;
  remaining: number;
  /** How much more often than independent votes would its wrong answers were repeated, once that was noticed. */
  repeated?: number;
}

/** Everything that estimates are made of; its size does not grow with the run. */
export interface EstimateState {
  readonly classes: Map<string, ClassCounts>;
  /** Races of the whole run. */
  races: number;
}

/** So many races fill a window: estimates rest on the last one to two of them. */
export const WINDOW_RACES = 5000;

/** Kinds are words of planners: more than this many share one class. */
export const MOST_CLASSES = 16;
export const OTHER = 'other';

export function noEstimates(): EstimateState {
  return { classes: new Map(), races: 0 };
}

function noCounts(): Counts {
  return {
    races: 0,
    right: 0,
    wrong: 0,
    valid: 0,
    invalid: 0,
    tokens: 0,
    usd: 0,
    unpriced: 0,
    steps: 0,
    samples: 0,
    samplesSquared: 0,
  };
}

/** Returns the class of steps of this kind, begun when it is new. */
export function classOf(state: EstimateState, kind: string): ClassCounts {
  const known = state.classes.get(kind);
  if (known !== undefined) return known;
  const name = state.classes.size < MOST_CLASSES - 1 ? kind : OTHER;
  const there = state.classes.get(name);
  if (there !== undefined) return there;
  const begun: ClassCounts = { now: noCounts(), before: noCounts(), remaining: 0 };
  state.classes.set(name, begun);
  return begun;
}

/** Counts a race that came to an end; begins the next window when this one is full. */
export function countRace(state: EstimateState, counts: ClassCounts, right: number, wrong: number): void {
  state.races += 1;
  if (counts.now.races >= WINDOW_RACES) {
    counts.before = counts.now;
    counts.now = noCounts();
  }
  counts.now.races += 1;
  counts.now.right += right;
  counts.now.wrong += wrong;
}

/** Returns the counts of all the classes together, or of one class, over both windows. */
export function sumOf(classes: Iterable<ClassCounts>): Counts {
  const sum = noCounts();
  for (const { now, before } of classes) {
    for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += now[key] + before[key];
  }
  return sum;
}
