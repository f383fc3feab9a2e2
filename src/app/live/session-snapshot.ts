import type { SnapshotAt } from '../../engine/flow/runner.ts';
import { isRecord, type Json } from '../../engine/json.ts';
import type { Store } from '../../store/open-store.ts';
import type { OwnedSession } from '../../store/session.ts';
import { readSnapshot, type Snapshot } from '../../store/snapshot.ts';
import { emptyView, followEntry, type SessionView } from '../view/session-view.ts';
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

/** Returns the session as its journal says, from its snapshot on if that can be used; ended steps are left out. */
export async function restoredSession(session: OwnedSession): Promise<RestoredSession> {
  const snapshot = await session.readSnapshot();
  const known = viewOf(snapshot);
  const view = known ?? emptyView();
  for await (const entry of session.journal.entries(view.seq)) followEntry(view, entry);
  return { view, runner: known === undefined ? undefined : runnerOf(snapshot) };
}

/** Returns a session of whichever process as its snapshot says, or one before its first event: what came after is still to be folded. */
export async function startingView(store: Store, id: string): Promise<SessionView> {
  return viewOf(await readSnapshot(store.paths.session(id).snapshot)) ?? emptyView();
}

function viewOf(snapshot: Snapshot | undefined): SessionView | undefined {
  if (!isRecord(snapshot?.state)) return undefined;
  const view = viewFrom(snapshot.state['view']);
  return view?.seq === snapshot.seq ? view : undefined;
}

function runnerOf(snapshot: Snapshot | undefined): SnapshotAt | undefined {
  if (!isRecord(snapshot?.state)) return undefined;
  return { snapshot: snapshot.state['runner'] ?? null, seq: snapshot.seq };
}
