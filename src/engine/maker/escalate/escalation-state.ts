import type { JournalEvent } from '../../ports/journal.ts';
import type { StepData } from '../maker-state.ts';
import type { RungName } from './rung.ts';

/** Where a step stands on the ladder. Replaced, never changed: most steps share `ON_THE_GROUND`. */
export interface EscalationState {
  readonly taken: readonly { readonly rung: RungName; readonly attempt: number }[];
  /** A rung gave its race more votes and the race has not gone on yet: a kill may fall between. */
  readonly isUnderWay: boolean;
  /** How much more lead the race needs since its decision was doubted. */
  readonly extraLead: number;
}

export const ON_THE_GROUND: EscalationState = { taken: [], isUnderWay: false, extraLead: 0 };

/** Returns the attempt in which the step took the rung, or undefined when it has not. */
export function attemptOf({ taken }: EscalationState, rung: RungName): number | undefined {
  return taken.find((each) => each.rung === rung)?.attempt;
}

/** Folds `escalated`: one event has all that a rung gives, so that a kill cannot part it. */
export function foldEscalated(event: JournalEvent, data: StepData): void {
  const votes = Number(event['votes'] ?? 0);
  const lead = Number(event['lead'] ?? 0);
  const { escalation } = data;
  data.escalation = {
    taken: isTaken(event) ? [...escalation.taken, takenBy(event, data)] : escalation.taken,
    isUnderWay: votes > 0,
    extraLead: escalation.extraLead + lead,
  };
  data.extraVotes += votes;
  data.feedback.push(...((event['feedback'] as string[] | undefined) ?? []));
  if (lead === 0) return;
  data.chosen = undefined;
  data.verification = undefined;
}

/** A split that found parts is done when the parts are there: a kill before that splits anew. */
function isTaken(event: JournalEvent): boolean {
  return event['rung'] !== 'split' || event['steps'] === 0;
}

function takenBy(event: JournalEvent, data: StepData): EscalationState['taken'][number] {
  return { rung: event['rung'] as RungName, attempt: data.attempts.answer };
}

/** The race has gone on: from here on a kill finds its samples. */
export function foldRungLeft(data: StepData): void {
  if (data.escalation.isUnderWay) data.escalation = { ...data.escalation, isUnderWay: false };
}
