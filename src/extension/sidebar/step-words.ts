import type { OutlineRow } from '../../protocol/outline.ts';
import type { StepState, VoteClass } from '../../protocol/session.ts';
import { t } from '../l10n.ts';
import { ownValue } from '../own-value.ts';
import { plainLine } from '../plain-line.ts';

const STATES: Readonly<Record<StepState, () => string>> = {
  planned: () => t('planned'),
  working: () => t('working'),
  waiting: () => t('waiting'),
  accepted: () => t('accepted'),
  skipped: () => t('skipped'),
  failed: () => t('failed'),
};

const PHASES: Readonly<Record<string, () => string>> = {
  planning: () => t('planning'),
  sampling: () => t('sampling'),
  voting: () => t('voting'),
  verifying: () => t('verifying'),
};

/** Why a step waits, in words. What is not here is said as the engine names it. */
const TRIGGERS: Readonly<Record<string, () => string>> = {
  verifier: () => t('may this command run?'),
  plan: () => t('a plan to approve'),
  undecided: () => t('no answer leads'),
  'no-answer': () => t('no usable answer'),
  verification: () => t('verification failed'),
  protected: () => t('a protected file'),
  unverified: () => t('nothing can check it'),
  doubt: () => t('doubt'),
  'low-margin': () => t('dissent'),
  'red-flags': () => t('red flags'),
  resamples: () => t('many samples asked again'),
  approval: () => t('approval'),
  question: () => t('a question'),
  delivery: () => t('delivery'),
  conflict: () => t('changed files'),
  budget: () => t('budget reached'),
  error: () => t('an error'),
  interrupted: () => t('interrupted'),
};

export function triggerWord(trigger: string): string {
  return ownValue(TRIGGERS, trigger)?.() ?? plainLine(trigger, 40);
}

/** Returns the line beside a step: votes, flags, and what it is doing or waits for; in an imported session, waited for. */
export function stepDescription(row: OutlineRow, imported = false): string {
  const { leader, rival, red_flags: flags, children, leaves, leaves_done: done } = row;
  return [
    children > 0 ? t('{0} of {1}', done, leaves) : '',
    leader === null ? '' : `${leader}–${rival ?? 0}`,
    flags === 0 ? '' : `⚑${flags}`,
    stateWord(row, imported),
    row.unverified && row.state === 'accepted' ? t('unverified') : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

export function stateWord({ state, phase, waiting_for: trigger }: OutlineRow, imported = false): string {
  if (trigger !== null)
    return imported ? t('waited: {0}', triggerWord(trigger)) : t('waiting: {0}', triggerWord(trigger));
  return state === 'working' ? (ownValue(PHASES, phase)?.() ?? STATES.working()) : STATES[state]();
}

/** Returns what a screen reader says of a step: signs spelled out. */
export function stepSpoken(row: OutlineRow, imported = false): string {
  const { title, leader, rival, red_flags: flags } = row;
  return [
    plainLine(title),
    stateWord(row, imported),
    leader === null ? '' : t('{0} votes against {1}', leader, rival ?? 0),
    flags === 0 ? '' : flags === 1 ? t('1 red flag') : t('{0} red flags', flags),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** Returns the line beside an answer. */
export function answerDescription({ votes, winner, summary }: VoteClass): string {
  const count = votes === 1 ? t('1 vote') : t('{0} votes', votes);
  return [count, winner ? t('leads') : '', plainLine(summary, 80)].filter((part) => part !== '').join(' · ');
}
