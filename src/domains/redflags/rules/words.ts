import type { AnswerRule, RuleSettings } from '../red-flag-rule.ts';

/** An answer that says one of the `words`. */
export const forbids: AnswerRule = {
  flags: ({ text }, settings) =>
    wordsOf(settings)
      .filter((words) => contains(text, words))
      .map((words) => ({
        rule: 'forbidden-words',
        reason: `The answer says "${words}", which is forbidden.`,
        evidence: lineWith(text, words),
      })),
};

/** An answer that does not say each of the `words`. */
export const requires: AnswerRule = {
  flags: ({ text }, settings) =>
    wordsOf(settings)
      .filter((words) => !contains(text, words))
      .map((words) => ({ rule: 'missing-words', reason: `The answer does not say "${words}".` })),
};

// Literal words, not patterns: a repository's file may name them, and a pattern could be made to run for ever.
function contains(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase());
}

function lineWith(text: string, words: string): string {
  const line = text.split('\n').find((each) => contains(each, words)) ?? words;
  return line.trim().slice(0, 200);
}

function wordsOf({ words }: RuleSettings): string[] {
  return Array.isArray(words) ? words.map(String) : [];
}
