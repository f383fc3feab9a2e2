import type { SessionSummary } from '../../protocol/session.ts';
import { counted } from './quantities.ts';

/**
 * Returns how much was split into smaller steps, on one line: undefined where only the task was, as the number of steps says
 * so. That nothing was split is said where agents were to split it.
 */
export function splitLine({ decomposition }: Pick<SessionSummary, 'decomposition'>): string | undefined {
  if (decomposition === null || decomposition === undefined) return undefined;
  const { steps, split, share, alarm } = decomposition;
  if (alarm) return `0 of ${counted(steps, 'step')} split (0 %): the task is answered as one`;
  return split < 2
    ? undefined
    : `${split} of ${counted(steps, 'step')} split (${(100 * share).toFixed(0)} %)`;
}
