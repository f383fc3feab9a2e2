import { Continue, type NextAction } from '../../flow/next-action.ts';
import { mergeClasses } from '../behaviour/merge-classes.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { ballotOf, decidingRace } from '../race-rules.ts';
import { concludeVote } from './conclude-vote.ts';
import { verifyClasses } from '../verify/verify-classes.ts';
import { mayAskMore } from './may-ask-more.ts';
import { preferAnswer } from './prefer-answer.ts';

/** Counts the race: decided, more samples, or undecided at a cap. A plurality decides nothing. */
export const countAnswers: MakerTask = {
  run: async (context) => (decidingRace(context) === 'answer' ? countByKey(context) : preferAnswer(context)),
};

async function countByKey(context: MakerContext): Promise<NextAction> {
  const failed = await verifyClasses(context);
  if (failed !== undefined) return Continue(failed === 'again' ? 'more' : 'undecided');
  await mergeClasses(context);
  const ballot = ballotOf(context, 'answer');
  if (ballot.standing.winner === undefined && mayAskMore(context, ballot)) return Continue('more');
  return concludeVote(context, ballot.standing);
}
