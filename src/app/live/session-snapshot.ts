import type { SnapshotAt } from '../../engine/flow/runner.ts';
import { isRecord, type Json } from '../../engine/json.ts';
import type { OwnedSession } from '../../store/session.ts';
import { applyEntry, emptyView, type SessionView } from '../view/session-view.ts';
import { snapshotOfView, viewFrom } from '../view/view-snapshot.ts';

/** What a session had become: the runner's state, and the view that people see, after the same event. */
export interface RestoredSession {
  readonly view: SessionView;
  /** Undefined when the runner has to fold the whole journal. */
  readonly runner: SnapshotAt | undefined;
}

/** Returns the snapshot of both, which `restoredSession` begins with. */
export function sessionSnapshot(view: SessionView, runner: Json): Json {
  return { runner, view: snapshotOfView(view) };
}

/** Returns the session as its journal says, from its snapshot on if that can be used. */
export async function restoredSession(session: OwnedSession): Promise<RestoredSession> {
  const snapshot = await session.readSnapshot();
  const parts = isRecord(snapshot?.state) ? snapshot.state : {};
  const known = viewFrom(parts['view']);
  const usable = snapshot !== undefined && known?.seq === snapshot.seq;
  const view = usable ? known : emptyView();
  for await (const entry of session.journal.entries(view.seq)) applyEntry(view, entry);
  const runner = usable ? { snapshot: parts['runner'] as Json, seq: snapshot.seq } : undefined;
  return { view, runner };
}
