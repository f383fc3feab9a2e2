import type { NextAction } from '../../flow/next-action.ts';
import type { GateReason } from '../gate/triggers.ts';
import type { MakerContext } from '../maker-task.ts';
import { climbLadder } from './climb-ladder.ts';

/** Where settings say so, a race that was decided against dissent goes on to twice the lead; undefined when a person is to be asked. */
export async function dispelDoubt(context: MakerContext, why: GateReason): Promise<NextAction | undefined> {
  if (!context.environment.settings.escalation.doubtful || why.trigger !== 'low-margin') return undefined;
  return climbLadder(context, { why, votesOnly: true });
}
