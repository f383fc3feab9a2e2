import type { StepTarget } from '../host.ts';

/** Returns the session that a command was given: an id, or whatever a view or a step is named by; undefined: none. */
export function sessionIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument === '' ? undefined : argument;
  return field(argument, 'sessionId');
}

/** Returns the step that a command was given: a target, or a row of a view; undefined: none. */
export function stepTargetOf(argument: unknown): StepTarget | undefined {
  const sessionId = field(argument, 'sessionId');
  const stepId = field(argument, 'stepId');
  if (sessionId === undefined || stepId === undefined) return undefined;
  const openedSeq = (argument as Record<string, unknown>)['openedSeq'];
  return {
    sessionId,
    stepId,
    label: field(argument, 'label'),
    openedSeq: typeof openedSeq === 'number' ? openedSeq : undefined,
  };
}

function field(argument: unknown, name: string): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const value = (argument as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
