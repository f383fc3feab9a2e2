import { expect, test } from 'vitest';
import { sampleSession, waitingFor } from '../testing/session-samples.ts';
import { limitReached, limitTyped, otherModel } from './resume-choices.ts';

const atBudget = (name: string) => {
  const details = `The budget for ${name} is used up; raise it and resume.`;
  return sampleSession({ waiting: [{ ...waitingFor('budget'), details }] });
};

test('a limit that a resume can raise is found, others are not', () => {
  expect(['usd', 'minutes', 'tokens', 'calls'].map((name) => limitReached(atBudget(name)))).toEqual([
    'usd',
    'minutes',
    'tokens',
    'calls',
  ]);
  expect(limitReached(sampleSession({ waiting: [waitingFor('verifier')] }))).toBeUndefined();
});

test('another model is offered only where the settings name one', () => {
  const session = sampleSession();
  expect(otherModel(session, {})).toBeUndefined();
  expect(otherModel(session, { provider: 'openai' })).toBeUndefined();
  expect(otherModel(session, { provider: 'openai', model: 'gpt-x' })).toBeUndefined();
  expect(otherModel(session, { provider: 'openai', model: 'gpt-y' })).toEqual({
    provider: 'openai',
    model: 'gpt-y',
  });
  expect(otherModel(session, { provider: 'anthropic' })).toEqual({ provider: 'anthropic', model: undefined });
});

test.each([
  ['5', 5],
  [' 0,5 ', 0.5],
  ['0', undefined],
  ['-1', undefined],
  ['', undefined],
  ['much', undefined],
])('%j typed is a limit of %s', (typed, expected) => {
  expect(limitTyped(typed)).toBe(expected);
});
