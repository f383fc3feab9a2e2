import { describe, expect, it } from 'vitest';
import { answerFlags } from './answer-rules.ts';
import { tokenCount } from './token-count.ts';

const rulesOf = (flagger: Record<string, never>, text: string, output = 0) =>
  answerFlags({ text, usage: { input: 0, output, cachedInput: 0 } }, 'solver', [flagger]).map(
    ({ rule }) => rule,
  );

it.each([
  [{ type: 'length', max_tokens: 2 }, 'far more than that', ['too-long']],
  [{ type: 'length', max_tokens: 20 }, 'not more than that', []],
  [{ type: 'length', max_tokens: 2, enabled: false }, 'far more than that', []],
  [{ type: 'length', max_tokens: 2, roles: ['decomposition'] }, 'far more than that', []],
  [{ type: 'length', max_tokens: 2, roles: ['decomposition', 'solver'] }, 'far more', []],
  [{ type: 'forbids', words: ['tbd', 'later'] }, 'This is TBD.', ['forbidden-words']],
  [{ type: 'forbids', words: ['(a+)+$'] }, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', []],
  [{ type: 'requires', words: ['Severity:', 'Fix:'] }, 'severity: low', ['missing-words']],
  [{ type: 'syntax', language: 'typescript' }, 'not code', []],
])('%j of %j raises %j', (flagger, text, rules) => {
  expect(rulesOf(flagger as never, text)).toEqual(rules);
});

describe('an answer’s length', () => {
  it('is what the provider counted, where it did', () => {
    const limit = { type: 'length', max_tokens: 10 } as never;
    expect(rulesOf(limit, 'short', 11)).toEqual(['too-long']);
    expect(rulesOf(limit, 'a b c d e f g h i j k l m n o p', 10)).toEqual([]);
  });

  it('is counted in tokens, not characters', () => {
    expect(tokenCount('internationalization')).toBeLessThanOrEqual(3);
    expect(tokenCount('int main() { return 0; }')).toBe(9);
    expect(tokenCount('日本語のテキスト')).toBeGreaterThan(2);
    expect(tokenCount('<|endoftext|>')).toBeGreaterThan(1);
  });

  it('of a run of letters without end costs time in proportion to it', () => {
    const cost = (characters: number): number => {
      const before = process.cpuUsage();
      tokenCount('a'.repeat(characters));
      return process.cpuUsage(before).user;
    };
    cost(20_000);
    expect(cost(400_000)).toBeLessThan(100 * Math.max(1_000, cost(20_000)));
  });
});
