import { hasAtMost, tokenCount } from '../token-count.ts';
import type { AnswerRule } from '../red-flag-rule.ts';

/** MAKER's first red flag: an answer of more tokens than `max_tokens`. The provider's count holds where it gives one. */
export const length: AnswerRule = {
  flags({ text, usage }, { max_tokens: limit }) {
    if (typeof limit !== 'number') return [];
    if (usage.output > 0 ? usage.output <= limit : hasAtMost(limit, text)) return [];
    const tokens = usage.output > 0 ? usage.output : tokenCount(text);
    const reason = `The answer has ${tokens} tokens, more than the limit of ${limit}.`;
    return [{ rule: 'too-long', reason, evidence: text.slice(-EVIDENCE) }];
  },
};

/** Characters of its end: that tells whether it rambles. */
const EVIDENCE = 300;
