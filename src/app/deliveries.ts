import { MicrofactoryError } from '../engine/error.ts';
import type { Json } from '../engine/json.ts';
import type { DeliveryOutcome } from '../engine/ports/workspace.ts';
import type { DeliverRequest, DeliverResult, UndoRequest } from '../protocol/service.ts';
import type { Store } from '../store/open-store.ts';
import type { OwnedSession } from '../store/session.ts';
import {
  findUserTree,
  git,
  lastDelivery,
  openSessionWorkspace,
  runCommand,
  undoDelivery,
} from '../workspace/index.ts';
import { deliverIntoTree } from './compose/deliver-into-tree.ts';
import { repoFolder } from './repo-folder.ts';
import { readView } from './view/read-view.ts';
import { sessionSummary } from './view/session-summary.ts';
import type { SessionView } from './view/session-view.ts';

/** Brings what a resting session has accepted (each step of it verified with the whole suite) into the user's tree. */
export async function deliverAccepted(store: Store, request: DeliverRequest): Promise<DeliverResult> {
  const session = await store.openSession(request.sessionId, { write: true });
  try {
    const view = await readView(session.journal.entries());
    checkDone(view, request.acceptedOnly ?? false);
    if (view.acceptedState === undefined) return { kind: 'nothing-to-deliver' };
    return await deliverFrom(store, session, view, request.merge ?? false);
  } finally {
    await session.close();
  }
}

function checkDone(view: SessionView, acceptedOnly: boolean): void {
  const { all, accepted } = view.totals.solved;
  const left = all - accepted;
  if (acceptedOnly || left === 0) return;
  const message = `${left} ${left === 1 ? 'step is' : 'steps are'} not done; to deliver what was accepted all the same, add --accepted.`;
  throw new MicrofactoryError({ code: 'usage', message });
}

async function deliverFrom(
  store: Store,
  session: OwnedSession,
  view: SessionView,
  merge: boolean,
): Promise<DeliverResult> {
  const workspace = await openSessionWorkspace({
    repoPath: view.settings?.repoPath ?? '',
    sessionDir: session.paths.workspace,
    worktreesDir: store.paths.worktrees(session.id),
    run: runCommand,
  });
  try {
    const to = view.acceptedState ?? workspace.base;
    session.journal.append({ type: 'delivery-started', state: to });
    await session.journal.synced();
    const outcome = await deliverIntoTree({
      store,
      sessionId: session.id,
      workspace,
      to,
      before: view.deliveries,
      merge,
    });
    return await recorded(store, session, to, outcome);
  } finally {
    await workspace.close();
  }
}

async function recorded(
  store: Store,
  session: OwnedSession,
  state: string,
  outcome: DeliveryOutcome,
): Promise<DeliverResult> {
  if (outcome.kind === 'nothing-to-deliver') return outcome;
  if (outcome.kind === 'refused')
    return { kind: 'refused', changed: outcome.changed, mergeable: outcome.mergeable };
  const files = outcome.record.files.map((file) => file.path);
  session.journal.append({ type: 'delivery-finished', delivery: { id: outcome.record.id, state, files } });
  await noted(store, session);
  return { kind: 'delivered', files };
}

/** Takes back a session's delivery, or the last one into the folder: only bytes we wrote, only while they still are. */
export async function undoLast(
  store: Store,
  request: UndoRequest,
): Promise<{ sessionId: string; files: readonly string[] }> {
  const { deliveries: deliveriesDir } = store.paths;
  const folder = request.sessionId === undefined ? await repoFolder(request.repoPath) : undefined;
  const { sessionId } = request;
  const record = await lastDelivery({
    deliveriesDir,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(folder === undefined ? {} : { userRoot: (await findUserTree(git, folder)).root }),
  });
  if (record === undefined) {
    const where = folder === undefined ? `session ${String(sessionId)}` : folder;
    throw new MicrofactoryError({
      code: 'not-found',
      message: `Nothing was delivered into ${where} that could be undone.`,
    });
  }
  const session = await store.openSession(record.sessionId, { write: true });
  try {
    await undoDelivery({ deliveriesDir, delivery: record });
    const files = record.files.map((file) => file.path);
    session.journal.append({ type: 'delivery-undone', delivery: record.id, files });
    await noted(store, session);
    return { sessionId: record.sessionId, files };
  } finally {
    await session.close();
  }
}

async function noted(store: Store, session: OwnedSession): Promise<void> {
  await session.journal.synced();
  const view = await readView(session.journal.entries());
  await store.writeSummary(session.id, sessionSummary(view) as unknown as Json);
}
