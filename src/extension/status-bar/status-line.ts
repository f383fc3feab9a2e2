import { currentStep } from '../../protocol/current-step.ts';
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
  const parts = [endWord(followed), stepsWord(followed), costWord(followed)].filter((part) => part !== '');
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

/** In the status bar a delivery is said instead of the end that it follows. */
function endWord(session: SessionSummary): string {
  return session.status === 'completed' && session.metadata.delivered ? t('delivered') : statusWord(session);
}

function lostLine(sentence: string): StatusLine {
  const text = t('Microfactory: engine lost');
  return { text: `$(error) ${text}`, spoken: text, tooltip: [text, sentence], alarm: 'error' };
}

function stepsWord(session: SessionSummary): string {
  const { total_steps: total } = session;
  return total === 0 ? '' : t('step {0} of {1}', currentStep(session), total);
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
