import type { NextAction } from '../../flow/next-action.ts';
import type { JsonRecord } from '../../json.ts';
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
    const leading = await leadingTwo(context);
    if (leading === undefined) return undefined;
    const { pair, keys } = leading;
    const { domain } = context.environment;
    const ask = inputsAsker(context);
    const found = await domain.distinguish?.(...pair, stepContext(context), context.signal, ask);
    if (found === undefined || 'none' in found)
      return nothingFound(context, why, { keys, none: found?.none });
    return tell(context, why, { pair, keys, found });
  },
};

/** The two candidates with most votes, each the representative of its class, and the vote keys of those. */
interface Leading {
  readonly pair: readonly [Candidate, Candidate];
  readonly keys: readonly [string, string];
}

async function leadingTwo(context: MakerContext): Promise<Leading | undefined> {
  const { standing } = decidingBallot(context);
  const { samples } = context.data;
  const keys = [...standing.counts].sort(([, a], [, b]) => b - a).map(([key]) => key);
  const [one = '', other = ''] = keys;
  const [first, second] = [one, other].map((key) => representative(samples, key)?.value);
  if (first === undefined || second === undefined) return undefined;
  const { blobs } = context.environment;
  return {
    keys: [one, other],
    pair: [await loadCandidate(blobs, first), await loadCandidate(blobs, second)],
  };
}

/** Looking again would find nothing again. */
function nothingFound(
  context: MakerContext,
  { trigger, details }: GateReason,
  { keys, none }: Pick<Leading, 'keys'> & { readonly none: string | undefined },
): undefined {
  const facts = { keys, ...(none !== undefined && { none }) };
  context.record({ type: 'escalated', rung: 'distinguish', trigger, details, votes: 0, ...facts });
}

interface Found extends Leading {
  readonly found: Distinction;
}

function tell(context: MakerContext, why: GateReason, { pair, keys, found }: Found): NextAction | undefined {
  const [first, second] = found.outcomes;
  const feedback = [
    `Earlier answers differ. For ${found.input} the answer "${pair[0].summary}" gives ${first}, and "${pair[1].summary}" gives ${second}. Find out which of them the step asks for, if any.`,
  ];
  const facts = { input: found.input, outcomes: [first, second], keys, feedback };
  return moreVotes(context, 'distinguish', why, facts) ?? toldWithoutVotes(context, why, facts);
}

/** Where nothing is left for more votes, the person who is asked sees it all the same. */
function toldWithoutVotes(
  context: MakerContext,
  { trigger, details }: GateReason,
  facts: JsonRecord,
): undefined {
  context.record({ type: 'escalated', rung: 'distinguish', trigger, details, votes: 0, ...facts });
}
