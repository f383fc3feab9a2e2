import type { StepSummary } from '../../protocol/session.ts';
import { t } from '../l10n.ts';

/** Returns the title of the editor that shows an answer: what it changes, which step and answer, and its votes. */
export function titleOfAnswer(step: StepSummary, label: string, paths: readonly string[]): string {
  const votes = votesFor(step, label);
  const answer = t('answer {0}', label);
  return `${filesOf(paths)}${stepName(step)}, ${answer}${votes === undefined ? '' : ` (${votes})`}`;
}

/** Returns the title of the editor that shows one answer beside the leading one. */
export function titleOfComparison(
  step: StepSummary,
  labels: { readonly leading: string; readonly other: string },
  paths: readonly string[],
): string {
  return `${filesOf(paths)}${stepName(step)}, ${t('answer {0} against {1}', labels.other, labels.leading)}`;
}

/** Returns the title of the editor with everything that a session changed. */
export function titleOfResult(prompt: string, paths: readonly string[]): string {
  return `${filesOf(paths)}${t('changes of “{0}”', shortened(prompt))}`;
}

/** Returns the title of the editor in which an answer is changed before it is approved. */
export function titleOfEdit(step: StepSummary, label: string, paths: readonly string[]): string {
  return `${filesOf(paths)}${stepName(step)}, ${t('answer {0}, my edits', label)}`;
}

/** VS Code itself puts the number of files behind the title of an editor of several. */
function filesOf(paths: readonly string[]): string {
  const [first] = paths;
  return first === undefined || paths.length > 1 ? '' : `${lastPart(first)} — `;
}

function stepName(step: StepSummary): string {
  const [, number] = /^(?:s|step-?)?(\d[\d.]*)$/u.exec(step.step_id) ?? [];
  return number === undefined ? step.step_id : t('step {0}', number);
}

function votesFor(step: StepSummary, label: string): string | undefined {
  const own = step.votes.find((each) => each.label === label);
  if (own === undefined) return undefined;
  const others = step.votes.filter((each) => each !== own).map((each) => each.votes);
  return `${own.votes}–${Math.max(0, ...others)}`;
}

function lastPart(path: string): string {
  return path.split(/[\\/]/u).findLast((part) => part !== '') ?? path;
}

const LONGEST = 40;

function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= LONGEST ? line : `${[...line].slice(0, LONGEST - 1).join('')}…`;
}
