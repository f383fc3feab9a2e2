import { expect, test } from 'vitest';
import { sampleSession } from '../testing/session-samples.ts';
import { modelFailure } from './model-failure.ts';
import { modelsSeen } from './provider-choices.ts';

const thrown = (code: string, message = 'said') => Object.assign(new Error(message), { code });

test.each([
  [thrown('NoPermissions'), 'model-auth', false],
  [thrown('NotFound'), 'model-config', false],
  [thrown('Blocked'), 'model-rate', true],
  [thrown('Unknown', 'Rate limit reached'), 'model-rate', true],
  [thrown('Unknown', 'Too many requests'), 'model-rate', true],
  [thrown('Unknown', 'maximum tokens exceeded'), 'model-too-big', false],
  [thrown('constructor', 'boom'), 'model-transient', true],
  ['no error at all', 'model-transient', true],
])('%s is %s', (error, code, retryable) => {
  expect(modelFailure(error, 'GPT', false)).toMatchObject({ code, retryable });
});

test('whoever cancelled hears of a cancellation, whatever the model said', () => {
  expect(modelFailure(thrown('Blocked'), 'GPT', true).code).toBe('cancelled');
});

test('models that sessions used are offered once, the newest first, and only those of the provider', () => {
  const used = (model: string, provider = 'openai') => sampleSession({ metadata: { model, provider } });
  expect(modelsSeen([used('b'), used('a'), used('b'), used('c', 'anthropic'), used('')], 'openai')).toEqual([
    'b',
    'a',
  ]);
});
