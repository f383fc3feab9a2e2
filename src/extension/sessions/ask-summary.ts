import type { SessionService } from '../../protocol/service.ts';
import { sessionSummary, type SessionSummary } from '../../protocol/session.ts';

const summaryAlone = sessionSummary.strip();

/** Returns one session without its steps, with the estimates that lists leave out; however long it is, as cheap as its page. */
export async function askSummary(service: SessionService, sessionId: string): Promise<SessionSummary> {
  return summaryAlone.parse(await service.session(sessionId, { steps: 0 }));
}
