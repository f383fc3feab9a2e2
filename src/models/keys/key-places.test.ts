import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import { flagVariable } from './resolve-key.ts';
import { keyPlaces } from './key-places.ts';

function homeEnvFile(text: string): string {
  const path = join(temporaryFolder(), '.env');
  writeFileSync(path, text);
  return path;
}

it('names every place of a key, the one that is used first, never the key', () => {
  const places = keyPlaces({
    provider: 'gemini',
    env: { GEMINI_API_KEY: 'stored', GOOGLE_API_KEY: 'own' },
    homeEnvFile: homeEnvFile('GEMINI_API_KEY=file\n'),
    handedOver: { has: (name) => name === 'GEMINI_API_KEY', hides: () => true },
  });
  expect(places).toEqual([
    { source: 'secret-storage', name: 'GEMINI_API_KEY' },
    { source: 'environment', name: 'GEMINI_API_KEY' },
    { source: 'environment', name: 'GOOGLE_API_KEY' },
    { source: 'home-env-file', name: 'GEMINI_API_KEY' },
  ]);
});

it('a key of one command comes before all others', () => {
  const env = { OPENAI_API_KEY: 'own', [flagVariable('openai')]: 'given' };
  expect(keyPlaces({ provider: 'openai', env, homeEnvFile: homeEnvFile('') })).toEqual([
    { source: 'flag', name: '--api-key' },
    { source: 'environment', name: 'OPENAI_API_KEY' },
  ]);
});

it('an empty variable is no place', () => {
  const nothing = { provider: 'openai' as const, homeEnvFile: homeEnvFile('') };
  expect(keyPlaces({ ...nothing, env: { OPENAI_API_KEY: ' ' } })).toEqual([]);
});
