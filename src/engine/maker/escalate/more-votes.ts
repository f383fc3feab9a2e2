import { Continue, type NextAction } from '../../flow/next-action.ts';
import type { JsonRecord } from '../../json.ts';
import type { GateReason } from '../gate/triggers.ts';
import type { MakerContext } from '../maker-task.ts';
import { decidingRace, roleOf } from '../race-rules.ts';
import type { RungName } from './rung.ts';

/** How many votes a rung may add to its race. */
function votesOfRung(context: MakerContext): number {
  return context.environment.settings.escalation.votes ?? 2 * leadThatDecides(context);
}

function leadThatDecides(context: MakerContext): number {
  return context.environment.settings.roles[roleOf(decidingRace(context))].k;
}

/** Gives the race that decides more votes, once the journal says why; undefined where votes are not what is missing, or the budget does not hold them. */
export function moreVotes(
  context: MakerContext,
  rung: RungName,
  why: GateReason,
  facts: JsonRecord = {},
): NextAction | undefined {
  const votes = votesOfRung(context);
  if (why.trigger === 'verification' || context.exceeds({ calls: votes }) !== undefined) return undefined;
  const { trigger, details } = why;
  context.record({ type: 'escalated', rung, trigger, details, votes, ...leadOf(context, why), ...facts });
  return Continue('again');
}

/** Doubt is dispelled by as much lead again: at twice the lead the leader is wrong with the square of the odds. */
function leadOf(context: MakerContext, why: GateReason): JsonRecord {
  const isFirst = context.data.escalation.extraLead === 0;
  return why.trigger === 'low-margin' && isFirst ? { lead: leadThatDecides(context) } : {};
}
