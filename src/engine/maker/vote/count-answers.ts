import { Continue } from '../../flow/next-action.ts';
import type { MakerTask } from '../maker-task.ts';
import { ballotOf } from '../race-rules.ts';
import type { Ballot } from '../sample/count-votes.ts';
import { mayAskMore } from './may-ask-more.ts';
import { representative } from './representative.ts';

/** Counts the race: decided, more samples, or undecided at a cap. A plurality decides nothing. */
export const countAnswers: MakerTask = {
  run(context) {
    const ballot = ballotOf(context, 'answer');
    const { winner } = ballot.standing;
    if (winner === undefined && mayAskMore(context, ballot)) return Continue('more');
    context.record(concluded(ballot));
    const sample = winner === undefined ? undefined : representative(ballot.samples, winner);
    if (sample === undefined) return Continue('undecided');
    const { key, value, summary, needsPerson } = sample;
    context.record({ type: 'candidate-chosen', chosen: { key, value, summary, needsPerson, by: 'vote' } });
    return Continue('decided');
  },
};

function concluded(ballot: Ballot) {
  const { standing } = ballot;
  return {
    type: 'vote-concluded',
    decided: standing.winner !== undefined,
    winner: standing.winner ?? null,
    counts: Object.fromEntries(standing.counts),
    margin: standing.margin,
    dissent: standing.dissent,
    k: standing.needed,
  };
}
