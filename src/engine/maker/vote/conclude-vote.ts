import { Continue, type NextAction } from '../../flow/next-action.ts';
import type { MakerContext } from '../maker-task.ts';
import { ballotOf } from '../race-rules.ts';
import type { RaceStanding } from './race.ts';
import { representative } from './representative.ts';

/** Records how a leaf's race ended, and the answer that stands for the class that won it. */
export function concludeVote(context: MakerContext, standing: RaceStanding): NextAction {
  const { winner } = standing;
  context.record(concluded(standing));
  const { samples } = ballotOf(context, 'answer');
  const sample = winner === undefined ? undefined : representative(samples, winner);
  if (sample === undefined) return Continue('undecided');
  const { key, value, summary, needsPerson } = sample;
  context.record({ type: 'candidate-chosen', chosen: { key, value, summary, needsPerson, by: 'vote' } });
  return Continue('decided');
}

function concluded(standing: RaceStanding) {
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
