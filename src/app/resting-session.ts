import { classified, MicrofactoryError } from '../engine/error.ts';
import type { Json } from '../engine/json.ts';
import type { Store } from '../store/open-store.ts';
import type { OwnedSession } from '../store/session.ts';
import { gateDecision, type GivenDecision } from './live/gate-decision.ts';
import { restoredSession, startingView } from './live/session-snapshot.ts';
import { sessionSummary } from './view/session-summary.ts';
import { followEntry, type SessionView } from './view/session-view.ts';

/** Records a decision on a session that does not run here: in its journal, or with the process that owns it. */
export async function decideAtRest(
  store: Store,
  id: string,
  given: GivenDecision,
): Promise<{ live: boolean }> {
  const session = await ownForAMoment(store, id);
  if (session === undefined) {
    gateDecision(await viewElsewhere(store, id), given);
    await leaveMessage(store, id, given as unknown as Json);
    return { live: true };
  }
  try {
    const recorded = gateDecision((await restoredSession(session)).view, given);
    session.journal.append({ type: 'gate-decided', step: given.stepId, decision: recorded });
    await session.journal.synced();
    const summary = sessionSummary((await restoredSession(session)).view);
    await store.writeSummary(id, summary as unknown as Json);
    return { live: false };
  } finally {
    await session.close();
  }
}

/** Tells the process that owns the session to stop it; throws `usage` when none does. */
export async function stopElsewhere(store: Store, id: string): Promise<void> {
  const session = await ownForAMoment(store, id);
  if (session === undefined) return leaveMessage(store, id, { stop: true });
  await session.close();
  throw new MicrofactoryError({ code: 'usage', message: `Session ${id} is not running.` });
}

async function viewElsewhere(store: Store, id: string): Promise<SessionView> {
  const view = await startingView(store, id);
  for await (const entry of store.readEntries(id, view.seq)) followEntry(view, entry);
  return view;
}

async function leaveMessage(store: Store, id: string, message: Json): Promise<void> {
  const session = await store.openSession(id, { write: false });
  await session.inbox.put(message);
}

/** Returns undefined when another process owns the session. */
async function ownForAMoment(store: Store, id: string): Promise<OwnedSession | undefined> {
  try {
    return await store.openSession(id, { write: true });
  } catch (error) {
    if (classified(error).code === 'busy') return undefined;
    throw error;
  }
}
