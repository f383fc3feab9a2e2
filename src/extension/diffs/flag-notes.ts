import type { CandidateFiles } from '../../protocol/candidate-files.ts';
import { t } from '../l10n.ts';
import { shownText } from './shown-text.ts';

export interface FlagNote {
  /** Plain text, one sentence. */
  readonly sentence: string;
  /** What the rule saw; null when it has nothing to show. */
  readonly evidence: string | null;
}

/** The flags that one rule raised. */
export interface FlagThread {
  readonly rule: string;
  readonly title: string;
  readonly notes: readonly FlagNote[];
}

type Flag = CandidateFiles['flags'][number];

const MOST_NOTES = 10;
const LONGEST_EVIDENCE = 600;

/** Returns the red flags of a step as threads, one for each rule, as harmless plain text. */
export function flagThreads(flags: readonly Flag[]): FlagThread[] {
  const rules = [...new Set(flags.map((flag) => flag.rule))];
  return rules.map((rule) => {
    const own = flags.filter((flag) => flag.rule === rule);
    const left = own.length - MOST_NOTES;
    const notes = own.slice(0, MOST_NOTES).map(noteOf);
    if (left > 0) notes.push({ sentence: t('And {0} more.', left), evidence: null });
    return { rule, title: titleOf(rule, own.length), notes };
  });
}

function titleOf(rule: string, count: number): string {
  const name = shownText(rule);
  return count === 1
    ? t('Red flag “{0}”: one sample was discarded', name)
    : t('Red flag “{0}”: {1} samples were discarded', name, count);
}

function noteOf({ reason, evidence, sample }: Flag): FlagNote {
  const sentence = t('Sample {0} was discarded: {1}', sample, shownText(reason));
  return { sentence, evidence: evidence === null || evidence === '' ? null : cut(shownText(evidence)) };
}

function cut(text: string): string {
  return text.length <= LONGEST_EVIDENCE ? text : `${text.slice(0, LONGEST_EVIDENCE)}…`;
}
