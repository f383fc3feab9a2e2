import { expect, test } from 'vitest';
import { SETTINGS, type SettingName } from '../ids.ts';
import { faceDefaults } from './face-defaults.ts';

const from = (settings: Partial<Record<SettingName, unknown>>) => faceDefaults((name) => settings[name]);

test('every setting of a run arrives under its name', () => {
  expect(
    from({
      [SETTINGS.provider]: 'compatible',
      [SETTINGS.model]: ' qwen ',
      [SETTINGS.domain]: 'docs',
      [SETTINGS.samples]: 12,
      [SETTINGS.k]: 4,
      [SETTINGS.dissentSensitive]: true,
      [SETTINGS.adaptiveK]: true,
      [SETTINGS.targetSuccess]: 0.999,
      [SETTINGS.maxConcurrentLlm]: 8,
      [SETTINGS.maxConcurrentSteps]: 3,
      [SETTINGS.maxUsd]: 0,
      [SETTINGS.maxTokens]: 9000,
      [SETTINGS.maxCalls]: 70,
      [SETTINGS.maxMinutes]: 1.5,
      [SETTINGS.ask]: 'every',
      [SETTINGS.onGate]: 'skip',
      [SETTINGS.recordExchanges]: false,
      'baseUrl.openai': 'http://a',
      'baseUrl.anthropic': 'http://b',
      'baseUrl.lmstudio': 'http://c',
    }),
  ).toEqual({
    provider: 'compatible',
    model: 'qwen',
    domain: 'docs',
    samples: 12,
    k: 4,
    dissentSensitive: true,
    adaptiveK: true,
    targetSuccess: 0.999,
    maxConcurrentLlm: 8,
    maxConcurrentSteps: 3,
    maxUsd: 0,
    maxTokens: 9000,
    maxCalls: 70,
    maxMinutes: 1.5,
    ask: 'every',
    onGate: 'skip',
    recordExchanges: false,
    baseUrls: { openai: 'http://a', anthropic: 'http://b', lmstudio: 'http://c' },
  });
});

test('what is empty is not set', () => {
  const { baseUrls, ...rest } = from({ provider: '', model: ' ', samples: null, ask: undefined });
  expect(
    [...Object.values(rest), ...Object.values(baseUrls ?? {})].filter((value) => value !== undefined),
  ).toEqual([]);
});

test.each([
  ['provider', 'simulated'],
  ['provider', 7],
  ['model', {}],
  ['samples', '12'],
  ['samples', 0],
  ['samples', 1.5],
  ['adaptiveK', 'yes'],
  ['targetSuccess', 1],
  ['targetSuccess', '0.9'],
  ['budget.maxUsd', -1],
  ['budget.maxUsd', Number.NaN],
  ['ask', 'sometimes'],
  ['onGate', null],
] as const)('%s: %j is of the wrong kind and counts as not set', (name, value) => {
  expect(JSON.stringify(from({ [name]: value }))).toBe(JSON.stringify(from({})));
});
