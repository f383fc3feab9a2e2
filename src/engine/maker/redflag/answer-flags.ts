import type { RawAnswer, Role } from '../../ports/microagent.ts';
import type { RedFlag } from '../red-flag.ts';
import type { RedFlagRules } from './red-flag-rules.ts';

export interface AnswerLimits {
  readonly role: Role;
  /** The longest answer that was asked for. */
  readonly maxTokens: number;
  readonly rules: RedFlagRules | undefined;
}

/** Returns the flags that need no knowledge of the domain: empty, not read to its end, cut off, refused, over-long, or against a configured rule. */
export function answerFlags(answer: RawAnswer, { role, maxTokens, rules }: AnswerLimits): readonly RedFlag[] {
  const { finish, usage } = answer;
  if (finish.unified === 'refusal') return [{ rule: 'refusal', reason: 'The model refused to answer.' }];
  if (finish.unified === 'cut') {
    return [
      { rule: 'cut', reason: `Reading was stopped before the end: ${finish.raw ?? 'no reason was given'}.` },
    ];
  }
  if (finish.unified === 'length') {
    return [{ rule: 'truncated', reason: `The answer was cut off at the limit of ${maxTokens} tokens.` }];
  }
  if (answer.text.trim() === '') return [{ rule: 'empty', reason: 'The answer is empty.' }];
  if (usage.output > maxTokens) {
    return [
      {
        rule: 'too-long',
        reason: `The answer has ${usage.output} tokens, more than the limit of ${maxTokens}.`,
      },
    ];
  }
  return rules?.ofAnswer(answer, role) ?? [];
}
