import { MOST_STEPS, type SessionDetail } from '../protocol/session.ts';
import type { SessionIndex } from './index/session-index.ts';
import { sessionEstimates } from './view/session-estimates.ts';
import { redFlagRules } from './view/red-flag-words.ts';
import { decompositionOf, sessionSummary } from './view/session-summary.ts';
import { stepSummary } from './view/step-summary.ts';

/** Returns the session with its first steps, parents before children, and how many more it has. */
export async function sessionDetail(index: SessionIndex, most = MOST_STEPS): Promise<SessionDetail> {
  const steps = await index.firstSteps(most);
  const more = index.steps.length - steps.length;
  return {
    ...sessionSummary(index.view),
    decomposition: decompositionOf(index.view),
    ...redFlagRules(index.view),
    estimates: sessionEstimates(index.view),
    steps: steps.map((step) => stepSummary(index.view, step)),
    ...(more > 0 && { more_steps: more }),
  };
}
