import type { PanelLook, PanelSnapshot } from '../../protocol/panel.ts';
import { WHOLE_TASK } from '../../protocol/panel.ts';
import type { PanelEvent } from './panel-event.ts';
import { NEWEST_REQUESTS, type PanelState, type PendingRequest } from './panel-state.ts';
import { shareUnchanged } from './share-unchanged.ts';
import { sameLook } from './same-look.ts';
import { shownSession, shownStepId, waitOf } from './selectors.ts';

/** As many foldings as a look may carry. */
const FOLDINGS = 500;

/** Returns the state after an event. Pure: what must be sent follows from the difference. */
export function reducePanel(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'snapshot':
      return withSnapshot(state, event.snapshot);
    case 'ignored':
      return { ...state, ignored: state.ignored + 1 };
    case 'answered':
      return withAnswer(state, event.request, event.sentence);
    case 'sent':
      return withRequest(state, event.key);
    case 'reveal':
      return event.requests === true
        ? inspecting(revealed(state, event.sessionId, event.stepId ?? WHOLE_TASK))
        : revealed(state, event.sessionId, event.stepId);
    case 'inspected':
      return state.inspecting ? { ...state, inspecting: false } : state;
    case 'select':
      return selected(state, event.stepId);
    case 'seek':
      return sought(state, event.row);
    case 'fold':
      return { ...state, look: folded(state.look, event.stepId, event.folded) };
    case 'looked':
      return { ...state, look: { ...state.look, ...event.change } };
    case 'form':
      return { ...state, form: event.form };
    case 'help':
      return { ...state, help: event.open };
    case 'failure-dismissed':
      return { ...state, failure: null };
    case 'connection':
      return state.lost === event.lost ? state : { ...state, lost: event.lost };
  }
}

/** The host's numbers grow: what is older than the shown one came late, or twice. */
function withSnapshot(state: PanelState, snapshot: PanelSnapshot): PanelState {
  if (state.snapshot !== null && snapshot.number <= state.snapshot.number) {
    return { ...state, ignored: state.ignored + 1 };
  }
  const before = shownSession(state)?.session_id;
  const changed = before !== undefined && before !== snapshot.session?.session_id;
  // A look that was already turned to this session has forgotten the other's steps.
  const turned = snapshot.look.session_id !== null && sameLook(snapshot.look, state.look);
  const next: PanelState = {
    ...state,
    snapshot: shareUnchanged(state.snapshot, snapshot),
    lost: false,
    pending: state.pending.filter((request) => !endedBy(request, snapshot)),
    look:
      changed && !turned
        ? forgetSteps(state.look)
        : wayOpened(state, withPage(state.look, snapshot), snapshot),
    form: changed ? 'none' : state.form,
  };
  return foundSought(pinned(withoutStaleForm(state, next)));
}

/** The host may have turned to the page that holds a revealed step. */
function withPage(look: PanelLook, { look: answered, outline }: PanelSnapshot): PanelLook {
  if (outline === null || outline.offset === look.offset || !sameLook(answered, look)) return look;
  return { ...look, offset: outline.offset };
}

/** The way to a step that was just found stays open: the host opened it for this one answer only. */
function wayOpened(state: PanelState, look: PanelLook, { outline }: PanelSnapshot): PanelLook {
  const known = state.snapshot?.outline?.rows.some((row) => row.step_id === look.selected) === true;
  if (known || outline === null || state.snapshot === null) return look;
  const parents = new Map(outline.rows.map((row) => [row.step_id, row.parent_id]));
  const way: string[] = [];
  for (let at = parents.get(look.selected ?? ''); at !== undefined && at !== null; at = parents.get(at)) {
    if (!look.unfolded.includes(at)) way.push(at);
  }
  return way.reduce((open, stepId) => folded(open, stepId, false), look);
}

/** An answered request ends with what came after it; a decision also when its question is gone. */
function endedBy({ key, answered }: PendingRequest, snapshot: PanelSnapshot): boolean {
  if (answered) return true;
  if (!key.startsWith('decide ')) return false;
  return snapshot.session !== null && !openQuestions(snapshot).includes(key);
}

function openQuestions({ session, step }: PanelSnapshot): string[] {
  const waits = [...(session?.metadata.waiting ?? []), session?.wait_state, step?.step.wait_state];
  return waits
    .filter((wait) => wait !== null && wait !== undefined)
    .map((wait) => decisionKey(session?.session_id ?? '', wait.step_id, wait.opened_seq));
}

/** Names a question: a decision on it is sent once. */
export function decisionKey(sessionId: string, stepId: string, openedSeq: number | null): string {
  return `decide ${sessionId} ${stepId} ${openedSeq ?? '-'}`;
}

function forgetSteps(look: PanelLook): PanelLook {
  return { ...atNewest(look), selected: null, folded: [], unfolded: [], offset: 0, find: '', states: [] };
}

/** Of another step or session other requests are listed, and none of them is open. */
function atNewest(look: PanelLook): PanelLook {
  return (look.requests ?? null) === null ? look : { ...look, requests: NEWEST_REQUESTS };
}

function inspecting(state: PanelState): PanelState {
  return { ...state, look: { ...state.look, requests: NEWEST_REQUESTS }, inspecting: true };
}

/** What is filled in is meant for the question it was opened over, not for one that its step asks later. */
function withoutStaleForm(before: PanelState, state: PanelState): PanelState {
  const wait = waitOf(state);
  const stale = wait === null || wait.opened_seq !== waitOf(before)?.opened_seq;
  return state.form !== 'none' && stale ? { ...state, form: 'none' } : state;
}

/** A question that is being read must not be exchanged for another under the reader's hands. */
function pinned(state: PanelState): PanelState {
  const stepId = shownStepId(state);
  if (state.look.selected !== null || stepId === null || waitOf(state) === null) return state;
  return { ...state, look: { ...state.look, selected: stepId } };
}

function foundSought(state: PanelState): PanelState {
  const outline = state.snapshot?.outline;
  if (state.sought === null || outline === null || outline === undefined) return state;
  const row = outline.rows[state.sought - outline.offset];
  if (row === undefined) return state.sought < outline.total ? state : { ...state, sought: null };
  return { ...selected(state, row.step_id), sought: null };
}

function withAnswer(state: PanelState, request: number, sentence: string | null): PanelState {
  const known = state.pending.some((each) => each.request === request);
  if (!known) return { ...state, ignored: state.ignored + 1 };
  if (sentence !== null) {
    const pending = state.pending.filter((each) => each.request !== request);
    return { ...state, pending, failure: sentence };
  }
  const pending = state.pending.map((each) =>
    each.request === request ? { ...each, answered: true } : each,
  );
  return { ...state, pending };
}

function withRequest(state: PanelState, key: string): PanelState {
  const pending = [...state.pending, { request: state.nextRequest, key, answered: false }];
  return { ...state, pending, nextRequest: state.nextRequest + 1, failure: null, form: 'none' };
}

/** True while the same thing was sent and not settled: a double click does it once. */
export function isPending(state: PanelState, key: string): boolean {
  return state.pending.some((request) => request.key === key);
}

function revealed(state: PanelState, sessionId: string | null, stepId: string | null): PanelState {
  const same = sessionId === null || sessionId === shownSession(state)?.session_id;
  const look = same ? state.look : { ...forgetSteps(state.look), session_id: sessionId };
  const next = { ...state, look, form: same ? state.form : ('none' as const) };
  return stepId === null ? next : selected(next, stepId);
}

function selected(state: PanelState, stepId: string): PanelState {
  const same = stepId === shownStepId(state);
  const form = same ? state.form : 'none';
  return {
    ...state,
    look: { ...(same ? state.look : atNewest(state.look)), selected: stepId },
    form,
    sought: null,
    reveals: state.reveals + 1,
  };
}

/** Row -1 is the whole task. A row that is not on the page is asked for, and selected when it comes. */
function sought(state: PanelState, row: number): PanelState {
  const outline = state.snapshot?.outline;
  if (row < 0 || outline === null || outline === undefined) return selected(state, WHOLE_TASK);
  const target = Math.min(row, outline.total - 1);
  const known = outline.rows[target - outline.offset];
  if (known !== undefined) return selected(state, known.step_id);
  const offset = Math.max(0, target - Math.floor(state.look.limit / 2));
  return { ...state, sought: target, look: { ...state.look, offset } };
}

function folded(look: PanelLook, stepId: string, fold: boolean): PanelLook {
  const without = (ids: readonly string[]) => ids.filter((id) => id !== stepId);
  const added = (ids: readonly string[]) => [...without(ids), stepId].slice(-FOLDINGS);
  return {
    ...look,
    folded: fold ? added(look.folded) : without(look.folded),
    unfolded: fold ? without(look.unfolded) : added(look.unfolded),
  };
}
