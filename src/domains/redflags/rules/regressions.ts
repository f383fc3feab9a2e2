import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import type { CommandResult } from '../../../engine/ports/command.ts';
import { ended, ending, outputOf } from '../../code/runners/output.ts';
import { findingsIn, newFindings } from '../run/findings.ts';

const MOST_SHOWN = 12;
const MOST_CHARACTERS = 2_000;

/** A type checker or linter run on the accepted state, and on what the answer makes of it. */
export interface TwoRuns {
  readonly before: CommandResult;
  readonly after: CommandResult;
}

/** What the type checker finds that it did not find before. */
export function typeRegression(runs: TwoRuns): RedFlag[] {
  return regression('type-regression', 'The type checker', runs);
}

/** What the linter finds that it did not find before. */
export function lintRegression(runs: TwoRuns): RedFlag[] {
  return regression('lint-regression', 'The linter', runs);
}

function regression(rule: string, who: string, { before, after }: TwoRuns): RedFlag[] {
  // Where it does not come to its end on the accepted state, nothing can be compared with it.
  if (!ended(before)) return [];
  const evidence = outputOf(after).slice(-MOST_CHARACTERS);
  if (!ended(after)) return [{ rule, reason: `${who} ends with ${ending(after)} now.`, evidence }];
  const found = newFindings(findingsIn(before.stdout), findingsIn(after.stdout));
  const [first] = found;
  if (first !== undefined) {
    const more = found.length > 1 ? ` and ${found.length - 1} more` : '';
    const reason = `${who} finds what it did not find before: ${short(first)}${more}.`;
    return [{ rule, reason, evidence: found.slice(0, MOST_SHOWN).join('\n') }];
  }
  // Some say what is wrong in words that hold no place.
  const fails = before.exitCode === 0 && after.exitCode !== 0;
  return fails
    ? [{ rule, reason: `${who} passed before and ends with ${ending(after)} now.`, evidence }]
    : [];
}

function short(finding: string): string {
  const text = finding.replace(/[.\s]+$/, '');
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
