import type { SessionSummary } from './session.ts';

/** Returns the number of the step that a session is at, from 1; of one that has ended, how many steps were done. */
export function currentStep({ status, completed_steps: done, total_steps: total }: SessionSummary): number {
  return status === 'running' || status === 'paused' ? Math.min(done + 1, total) : done;
}
