import { isImported } from '../../protocol/is-imported.ts';
import type { PanelRequestsPage, PanelSnapshot } from '../../protocol/panel.ts';
import { WHOLE_TASK } from '../../protocol/panel.ts';
import type { VoteExplanation } from '../../protocol/explanation.ts';
import type { SessionSummary, StepDetail, WaitState } from '../../protocol/session.ts';
import type { PanelState } from './panel-state.ts';

export function shownSession({ snapshot }: PanelState): SessionSummary | null {
  return snapshot?.session ?? null;
}

/** Returns the step that is looked at: the chosen one, else the one the host proposes. */
export function shownStepId({ look, snapshot }: PanelState): string | null {
  return look.selected ?? snapshot?.step?.step.step_id ?? null;
}

/** Returns the evidence of the step that is looked at; null while it is on its way. */
export function shownStep(state: PanelState): StepDetail | null {
  const step = state.snapshot?.step ?? null;
  return step !== null && step.step.step_id === shownStepId(state) ? step : null;
}

/** Returns why the vote of the step that is looked at stands as it does; null while it is not asked for or on its way. */
export function shownExplanation(state: PanelState): VoteExplanation | null {
  const explanation = state.snapshot?.explanation ?? null;
  return explanation !== null && explanation.step_id === shownStepId(state) ? explanation : null;
}

/** Returns the requests to models of the step that is looked at; null while they are not asked for or on their way. */
export function shownRequests(state: PanelState): PanelRequestsPage | null {
  const requests = state.snapshot?.requests ?? null;
  return requests !== null && requests.step_id === shownStepId(state) ? requests : null;
}

/** Returns what the step that is looked at waits for. The session's own questions belong to the whole task. */
export function waitOf(state: PanelState): WaitState | null {
  const detail = shownStep(state);
  if (detail === null) return null;
  if (detail.step.wait_state !== null) return detail.step.wait_state;
  const ofSession = shownSession(state)?.wait_state ?? null;
  return ofSession?.step_id === detail.step.step_id ? ofSession : null;
}

/** Returns the ids of the steps that wait for a person, the session's own question first; an imported session asks nothing. */
export function waitingSteps(snapshot: PanelSnapshot | null): string[] {
  if (snapshot?.session && isImported(snapshot.session)) return [];
  const ofTree = snapshot?.outline?.waiting ?? [];
  const waits = snapshot?.session?.metadata.waiting ?? [];
  const first = snapshot?.session?.wait_state;
  const whole = [...waits, first].some((wait) => wait?.step_id === WHOLE_TASK);
  return whole && !ofTree.includes(WHOLE_TASK) ? [WHOLE_TASK, ...ofTree] : [...ofTree];
}

/** Returns the step after the one looked at that waits for a person, beginning anew after the last. */
export function nextWaiting(state: PanelState): string | null {
  const waiting = waitingSteps(state.snapshot);
  const at = waiting.indexOf(shownStepId(state) ?? '');
  return waiting[(at + 1) % Math.max(1, waiting.length)] ?? null;
}
