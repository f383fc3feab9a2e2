import { expect, it } from 'vitest';
import { textFlags } from './red-flaggers.ts';

it.each([
  [{ type: 'length', max_tokens: 2 }, 'far more than that', ['too-long']],
  [{ type: 'length', max_tokens: 20 }, 'not more than that', []],
  [{ type: 'forbids', words: ['tbd', 'later'] }, 'This is TBD.', ['forbidden-words']],
  [{ type: 'forbids', words: ['(a+)+$'] }, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', []],
  [{ type: 'requires', words: ['Severity:', 'Fix:'] }, 'severity: low', ['missing-words']],
  [{ type: 'syntax', language: 'typescript' }, 'not code', []],
])('%j of %j raises %j', (flagger, text, rules) => {
  expect(textFlags(text, [flagger]).map(({ rule }) => rule)).toEqual(rules);
});
