import type { NextAction } from '../../flow/next-action.ts';
import type { Candidate } from '../candidate.ts';
import type { Distinction } from '../domain.ts';
import type { GateReason } from '../gate/triggers.ts';
import type { MakerContext } from '../maker-task.ts';
import { decidingBallot } from '../race-rules.ts';
import { stepContext } from '../step-context.ts';
import { loadCandidate } from '../verify/load-candidate.ts';
import { representative } from '../vote/representative.ts';
import { inputsAsker } from './ask-for-inputs.ts';
import { moreVotes } from './more-votes.ts';
import type { Rung } from './rung.ts';

/** The two leading answers run on an input for which they differ; what comes out is told to the votes that follow. */
export const distinguish: Rung = {
  async climb(context, why) {
    if (context.environment.domain.distinguish === undefined) return undefined;
    const pair = await leadingTwo(context);
    if (pair === undefined) return undefined;
    const { domain } = context.environment;
    const ask = inputsAsker(context);
    const found = await domain.distinguish?.(...pair, stepContext(context), context.signal, ask);
    return found === undefined ? nothingFound(context, why) : tell(context, why, { pair, found });
  },
};

/** The two candidates with most votes, each the representative of its class. */
async function leadingTwo(context: MakerContext): Promise<readonly [Candidate, Candidate] | undefined> {
  const { standing } = decidingBallot(context);
  const { samples } = context.data;
  const keys = [...standing.counts].sort(([, a], [, b]) => b - a).map(([key]) => key);
  const [first, second] = keys.slice(0, 2).map((key) => representative(samples, key)?.value);
  if (first === undefined || second === undefined) return undefined;
  const { blobs } = context.environment;
  return [await loadCandidate(blobs, first), await loadCandidate(blobs, second)];
}

/** Looking again would find nothing again. */
function nothingFound(context: MakerContext, { trigger, details }: GateReason): undefined {
  context.record({ type: 'escalated', rung: 'distinguish', trigger, details, votes: 0 });
}

interface Found {
  readonly pair: readonly [Candidate, Candidate];
  readonly found: Distinction;
}

function tell(context: MakerContext, why: GateReason, { pair, found }: Found): NextAction | undefined {
  const [first, second] = found.outcomes;
  const feedback = [
    `Earlier answers differ. For ${found.input} the answer "${pair[0].summary}" gives ${first}, and "${pair[1].summary}" gives ${second}. Find out which of them the step asks for, if any.`,
  ];
  return moreVotes(context, 'distinguish', why, { input: found.input, outcomes: [first, second], feedback });
}
