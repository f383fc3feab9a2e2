import type { SessionStatus, SessionSummary } from '../../protocol/session.ts';
import { t } from '../l10n.ts';
import { plainLine } from '../plain-line.ts';
import { isImported } from '../../protocol/is-imported.ts';

/** Returns what a list calls a session: the first line of what was asked. */
export function sessionTitle(session: SessionSummary): string {
  return plainLine(session.prompt, 120) || t('(no prompt)');
}

/** Returns the state of a session in one or two words; what waits for a person is said before all else. */
export function statusWord(session: SessionSummary): string {
  const waiting = waitingCount(session);
  if (waiting > 0) return waiting === 1 ? t('waiting for you') : t('{0} wait for you', waiting);
  if (session.wait_state?.trigger === 'interrupted') return t('interrupted');
  return WORDS[session.status]();
}

/** Returns how many questions of a session a person may answer. */
export function waitingCount(session: SessionSummary): number {
  if (isImported(session)) return 0;
  return session.status === 'running' || session.status === 'paused' ? session.metadata.waiting.length : 0;
}

const WORDS: Readonly<Record<SessionStatus, () => string>> = {
  running: () => t('running'),
  paused: () => t('paused'),
  completed: () => t('completed'),
  failed: () => t('failed'),
  cancelled: () => t('stopped'),
};

/** Returns the line beside a session's title: whether it is only to be looked at, state, steps, delivery. */
export function sessionDescription(session: SessionSummary): string {
  const { completed_steps: done, total_steps: total, metadata } = session;
  return [
    isImported(session) ? t('imported') : '',
    statusWord(session),
    total > 0 ? t('{0} of {1} steps', done, total) : '',
    metadata.delivered ? t('delivered') : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Returns what a session cost: unknown is said, and nothing spent is nothing said. */
export function costWord(session: SessionSummary): string {
  const { cost_usd: cost, model_calls: calls } = session.metrics;
  if (cost === null) return t('cost unknown');
  return calls === 0 && cost === 0 ? '' : `$${cost.toFixed(cost < 0.1 ? 3 : 2)}`;
}
