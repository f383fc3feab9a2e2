import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { StepState } from '../../protocol/session.ts';
import type { StepView } from '../view/step-view.ts';

const UNASKED: Readonly<Record<StepState, string>> = {
  planned: 'Nothing was asked yet: the step has not begun.',
  working: 'No answer has come yet.',
  waiting: 'The step waits for a decision, and nothing was asked before it.',
  accepted: 'Nothing was asked: what the step promises was kept already.',
  skipped: 'The step was skipped before anything was asked.',
  failed: 'The step failed before anything was asked.',
};

/** Returns why there is no valid answer to tell of, in one sentence. */
export function noVoteSentence(step: StepView, samples: readonly SampleRecord[]): string {
  if (samples.length > 0) return noneCounts(samples);
  if (step.winner !== null && step.ownAnswers.has(step.winner))
    return 'Nothing was voted on: a person gave the answer.';
  if (step.children > 0) return withParts(step);
  return UNASKED[step.state];
}

function noneCounts(samples: readonly SampleRecord[]): string {
  const flagged = samples.filter(({ outcome }) => outcome === 'flagged').length;
  const none = samples.length - flagged;
  const parts = [
    ...(flagged > 0 ? [`${flagged} ${flagged === 1 ? 'was' : 'were'} thrown away`] : []),
    ...(none > 0 ? [`${none} brought none`] : []),
  ];
  return `No answer of ${samples.length} counts: ${parts.join(', ')}.`;
}

function withParts({ id, children }: StepView): string {
  const parts = children === 1 ? 'its one part' : `one of its ${children} parts`;
  return `Nothing was voted on in step ${id}: its plan needed no vote; explain ${parts} instead.`;
}
