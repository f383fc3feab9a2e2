import { expect, it } from 'vitest';
import type { KeyPlace, ProviderModels } from '../../protocol/models.ts';
import { placesInWords, testedInWords } from './key-words.ts';

const STORED: KeyPlace = { source: 'secret-storage', name: 'XAI_API_KEY' };
const OWN: KeyPlace = { source: 'environment', name: 'XAI_API_KEY' };
const FILE: KeyPlace = { source: 'home-env-file', name: 'GROK_API_KEY' };
const LISTED: ProviderModels = {
  ...{ provider: 'xai', title: 'xAI', state: 'listed', problem: null, key_source: null, left_out: 0 },
  models: [{ id: 'grok', name: null, context_tokens: null, price: null }],
};

it.each([
  [[], ''],
  [[OWN], 'key from XAI_API_KEY of the environment'],
  [
    [STORED, OWN, FILE],
    'key from the editor’s secret storage, before XAI_API_KEY of the environment, GROK_API_KEY in ~/.env',
  ],
])('says which place wins', (places, words) => {
  expect(placesInWords(places)).toBe(words);
});

it('says what a test of the key showed', () => {
  expect(testedInWords('xai', LISTED, [STORED])).toBe(
    'xAI takes the key (key from the editor’s secret storage) and offers 1 models.',
  );
  const problem = 'xAI rejects the key of XAI_API_KEY (HTTP 401).';
  expect(testedInWords('xai', { ...LISTED, models: [], problem }, [])).toBe(`xAI is not ready: ${problem}`);
});
