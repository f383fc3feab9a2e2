import { isRecord } from '../../engine/json.ts';
import type { StepTarget } from '../host.ts';

/** Returns the step that a command was given as its argument, undefined when it was given none. */
export function stepTargetOf(argument: unknown): StepTarget | undefined {
  if (!isRecord(argument)) return undefined;
  const { sessionId, stepId, label, openedSeq } = argument;
  if (typeof sessionId !== 'string' || typeof stepId !== 'string') return undefined;
  return {
    sessionId,
    stepId,
    label: typeof label === 'string' ? label : undefined,
    openedSeq: typeof openedSeq === 'number' ? openedSeq : undefined,
  };
}

/** Returns the session that a command was given as its argument: its id, or something that names it. */
export function sessionIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (!isRecord(argument)) return undefined;
  return typeof argument['sessionId'] === 'string' ? argument['sessionId'] : undefined;
}
