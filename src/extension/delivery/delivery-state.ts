import type { SessionSummary, WaitState } from '../../protocol/session.ts';

/** Returns how many steps that are solved themselves were not accepted. */
export function stepsLeft({ total_steps: total, completed_steps: done }: SessionSummary): number {
  return Math.max(0, total - done);
}

/** True when the session itself asks whether to deliver. */
export function isDeliveryQuestion({ trigger }: WaitState): boolean {
  return trigger === 'delivery' || trigger === 'conflict';
}
