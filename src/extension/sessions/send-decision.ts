import type { Decision, SessionService } from '../../protocol/service.ts';
import type { StepTarget } from '../host.ts';

/** Sends a person's decision, and lets a session that rests go on with it. A stale one is refused by the service. */
export async function sendDecision(
  service: SessionService,
  { sessionId, stepId, openedSeq }: StepTarget,
  decision: Decision,
): Promise<void> {
  const { live } = await service.decide({ sessionId, stepId, decision, openedSeq });
  if (!live) await service.resume(sessionId);
}
