import { Continue, type NextAction } from '../../flow/next-action.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { ballotOf, decidingRace } from '../race-rules.ts';
import { concludeVote } from './conclude-vote.ts';
import { mayAskMore } from './may-ask-more.ts';
import { preferAnswer } from './prefer-answer.ts';

/** Counts the race: decided, more samples, or undecided at a cap. A plurality decides nothing. */
export const countAnswers: MakerTask = {
  run: async (context) => (decidingRace(context) === 'answer' ? countByKey(context) : preferAnswer(context)),
};

function countByKey(context: MakerContext): NextAction {
  const ballot = ballotOf(context, 'answer');
  if (ballot.standing.winner === undefined && mayAskMore(context, ballot)) return Continue('more');
  return concludeVote(context, ballot.standing);
}
