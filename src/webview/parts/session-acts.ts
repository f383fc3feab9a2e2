import { isImported } from '../../protocol/is-imported.ts';
import { questionKind } from '../../protocol/questions.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import type { PanelState } from '../state/panel-state.ts';
import type { ActName } from '../state/panel-store.ts';
import type { StringId } from '../strings.ts';

export interface SessionAct {
  readonly action: ActName;
  readonly label: StringId;
  readonly primary: boolean;
}

/** Returns what makes sense with a session in its state, what is likeliest last, where buttons of that kind stand. */
export function sessionActs(session: SessionSummary): readonly SessionAct[] {
  const { status, metadata, completed_steps } = session;
  const result: SessionAct[] = completed_steps > 0 ? [act('result', 'session.result')] : [];
  if (isImported(session)) return result;
  if (status === 'running') return [...result, act('stop', 'session.stop')];
  if (status === 'paused') return onlyAnswersHelp(session) ? result : [...result, resume(session)];
  if (metadata.delivered) return [...result, act('undo', 'session.undo')];
  if (completed_steps > 0) return [...result, act('deliver', 'session.deliver', status === 'completed')];
  return [...result, act('run-task', 'session.run')];
}

/** Everything that is left waits for an answer, which sets the session going by itself. */
function onlyAnswersHelp({ metadata, completed_steps, total_steps }: SessionSummary): boolean {
  const { waiting } = metadata;
  const answerable = waiting.length > 0 && waiting.every((wait) => questionKind(wait) !== undefined);
  return answerable && waiting.length + completed_steps >= total_steps;
}

function resume({ wait_state }: SessionSummary): SessionAct {
  return act('resume', 'session.resume', (wait_state?.opened_seq ?? null) === null);
}

function act(action: ActName, label: StringId, primary = false): SessionAct {
  return { action, label, primary };
}

/** True while this was asked for and not answered. */
export function isPendingAct({ pending }: PanelState, action: ActName): boolean {
  return pending.some(({ key }) => key.startsWith(`act ${action} `));
}
