import type { SessionSummary } from '../../protocol/session.ts';

/** Returns the ids of sessions that are new, gone or not what they were. */
export function changedSessions(
  before: readonly SessionSummary[],
  after: readonly SessionSummary[],
): Set<string> {
  const known = new Map(before.map((session) => [session.session_id, fingerprint(session)]));
  const changed = new Set<string>();
  for (const session of after) {
    if (known.get(session.session_id) !== fingerprint(session)) changed.add(session.session_id);
    known.delete(session.session_id);
  }
  for (const gone of known.keys()) changed.add(gone);
  return changed;
}

function fingerprint(session: SessionSummary): string {
  return JSON.stringify(session);
}
