import type { SessionView } from '../../view/session-view.ts';
import { ballotOfStep } from '../../view/step-summary.ts';
import type { StepView } from '../../view/step-view.ts';
import type { Standing } from './step-table.ts';

/** Returns where a step's race stands, under the settings of now: an ended step keeps what it ended with. */
export function standingOf(view: SessionView, step: StepView): Standing {
  const { standing } = ballotOfStep(view, step);
  const leader = standing.votes - standing.dissent;
  return {
    k: standing.needed,
    leader: standing.votes === 0 ? null : leader,
    rival: standing.votes === 0 ? null : leader - standing.margin,
    dissent: standing.dissent,
    redFlags: step.samples.filter((sample) => sample.outcome === 'flagged').length,
  };
}
