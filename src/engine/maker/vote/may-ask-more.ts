import type { MakerContext } from '../maker-task.ts';
import { ruleOf } from '../race-rules.ts';
import type { Ballot } from '../sample/count-votes.ts';
import { wasteFreeBatch } from './race.ts';

/** What is known of a race without its samples themselves. */
export type BallotCount = Pick<Ballot, 'standing' | 'flagged' | 'noAnswer'>;

/** More is asked while the race may use more votes, flags leave budget, and the agents still have answers at all. */
export function mayAskMore(context: MakerContext, ballot: BallotCount): boolean {
  const rule = ruleOf(context, 'answer');
  if (wasteFreeBatch(ballot.standing, rule) === 0) return false;
  const extra = context.data.extraVotes;
  return (
    ballot.flagged <= context.environment.settings.maxResamples + extra && ballot.noAnswer < rule.k + extra
  );
}
