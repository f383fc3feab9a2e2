import type { StepDetail, WaitState } from '../../protocol/session.ts';
import { t } from '../l10n.ts';
import { plainLine } from '../plain-line.ts';

/** Returns why something waits and what speaks for it, in one line: votes, flags, verification. */
export function evidenceLine(wait: WaitState, { step }: StepDetail): string {
  const flags = step.red_flags.reduce((sum, flag) => sum + flag.count, 0);
  return [
    plainLine(wait.details, 300),
    step.votes.length === 0 ? '' : step.votes.map(({ label, votes }) => `${label} ${votes}`).join(' – '),
    flags === 0 ? '' : flags === 1 ? t('1 red flag') : t('{0} red flags', flags),
    step.verification === null ? '' : plainLine(step.verification.summary),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
