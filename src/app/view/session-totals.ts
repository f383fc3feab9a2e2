import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { StepState } from '../../protocol/session.ts';
import { noCounts, type StateCounts } from './state-counts.ts';
import { isLeaf, isSolvedGraph, type StepView } from './step-view.ts';

/** What is known of all steps together, ended ones included: kept as they change, so that ended steps may leave memory. */
export interface SessionTotals {
  /** Steps of any kind. */
  steps: number;
  /** Leaves by state. */
  readonly leaves: StateCounts;
  /** Steps that were to be solved (also those that were split then), and how many of them are accepted. */
  readonly solved: { all: number; accepted: number };
  samples: number;
  valid: number;
  flagged: number;
  modelCalls: number;
  inputTokens: number;
  /** How many of them providers had in their caches. */
  cachedInputTokens: number;
  outputTokens: number;
  /** Null as soon as one sample that used tokens has no known price. */
  costUsd: number | null;
  /** What the samples with a known price cost: all of it is at least so much. */
  knownUsd?: number;
}

export function noTotals(): SessionTotals {
  return {
    steps: 0,
    leaves: noCounts(),
    solved: { all: 0, accepted: 0 },
    samples: 0,
    valid: 0,
    flagged: 0,
    modelCalls: 0,
    inputTokens: 0,
    cachedInputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
  };
}

/** Counts a step that was added, and that its parent is no leaf (any more). */
export function countStep(totals: SessionTotals, step: StepView, parent: StepView | null): void {
  if (parent !== null) {
    if (isLeaf(parent)) totals.leaves[parent.state] -= 1;
    parent.children += 1;
  }
  totals.steps += 1;
  if (!isSolvedGraph(step.graph)) return;
  totals.solved.all += 1;
  totals.leaves[step.state] += 1;
}

/** Changes a step's state, and the counts with it. */
export function changeState(totals: SessionTotals, step: StepView, state: StepState): void {
  if (isLeaf(step)) {
    totals.leaves[step.state] -= 1;
    totals.leaves[state] += 1;
  }
  if (isSolvedGraph(step.graph)) {
    totals.solved.accepted += Number(state === 'accepted') - Number(step.state === 'accepted');
  }
  step.state = state;
}

export function countSample(totals: SessionTotals, sample: SampleRecord): void {
  totals.samples += 1;
  if (sample.outcome === 'valid') totals.valid += 1;
  if (sample.outcome === 'flagged') totals.flagged += 1;
  countCall(totals, sample);
  totals.modelCalls += sample.critiques ?? 0;
}

/** Returns what is known to have been spent; totals of an earlier version knew all or nothing. */
export function knownUsd({ knownUsd: known, costUsd }: SessionTotals): number {
  return known ?? costUsd ?? 0;
}

/** Tokens and price of one call of a model. */
export type CallCost = Pick<SampleRecord, 'inputTokens' | 'cachedInputTokens' | 'outputTokens' | 'costUsd'>;

/** Counts what a call of a model used, whatever it was asked for. */
export function countCall(totals: SessionTotals, call: CallCost): void {
  const { inputTokens, cachedInputTokens = 0, outputTokens, costUsd } = call;
  const tokens = inputTokens + outputTokens;
  if (tokens > 0) totals.modelCalls += 1;
  totals.inputTokens += inputTokens;
  totals.cachedInputTokens += cachedInputTokens;
  totals.outputTokens += outputTokens;
  // What came before the first unknown price was in the sum of all.
  totals.knownUsd = knownUsd(totals) + (costUsd ?? 0);
  if (costUsd === null && tokens > 0) totals.costUsd = null;
  else if (totals.costUsd !== null) totals.costUsd += costUsd ?? 0;
}
