import type { SessionSummary } from '../../protocol/session.ts';
import { t } from '../l10n.ts';
import { plainLine } from '../plain-line.ts';
import { costWord, sessionTitle, statusWord, waitingCount } from '../sidebar/session-words.ts';

export interface StatusLine {
  readonly text: string;
  /** What a screen reader says: no icons in it. */
  readonly spoken: string;
  readonly tooltip: readonly string[];
  readonly alarm: 'none' | 'warning' | 'error';
}

export interface StatusInput {
  readonly followed: SessionSummary | undefined;
  readonly lostBecause: string | undefined;
  readonly progress: string | undefined;
}

/** Returns what the status bar says; undefined: nothing, because nothing is followed. */
export function statusLine({ followed, lostBecause, progress }: StatusInput): StatusLine | undefined {
  if (lostBecause !== undefined) return lostLine(lostBecause);
  if (followed === undefined) return undefined;
  const parts = [statusWord(followed), stepsWord(followed), costWord(followed)].filter((part) => part !== '');
  const state = parts.join(' · ');
  const spoken = t('Microfactory: {0}', state);
  const blocked = waitingCount(followed) > 0;
  return {
    text: `$(${iconOf(followed)}) ${spoken}`,
    spoken,
    tooltip: [
      t('Microfactory: {0}', sessionTitle(followed)),
      state,
      followed.metadata.failure ?? '',
      blocked ? (followed.metadata.waiting[0]?.details ?? '') : '',
      followed.status === 'running' && progress !== undefined ? plainLine(progress) : '',
      t('Opens the control panel'),
    ].filter((line) => line !== ''),
    alarm: blocked ? 'warning' : 'none',
  };
}

function lostLine(sentence: string): StatusLine {
  const text = t('Microfactory: engine lost');
  return { text: `$(error) ${text}`, spoken: text, tooltip: [text, sentence], alarm: 'error' };
}

function stepsWord({ status, completed_steps: done, total_steps: total }: SessionSummary): string {
  if (total === 0) return '';
  const current = status === 'running' || status === 'paused' ? Math.min(done + 1, total) : done;
  return t('step {0} of {1}', current, total);
}

function iconOf(session: SessionSummary): string {
  if (waitingCount(session) > 0) return 'question';
  const icons = {
    running: 'sync~spin',
    paused: 'debug-pause',
    completed: 'pass',
    failed: 'error',
    cancelled: 'circle-slash',
  } as const;
  return icons[session.status];
}
