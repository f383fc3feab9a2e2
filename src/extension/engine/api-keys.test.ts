import { expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { HTTP_PROVIDER_NAMES, httpProvider } from '../../protocol/providers.ts';
import { ApiKeys, keyVariable } from './api-keys.ts';

function secrets(): vscode.SecretStorage & { readonly places: Map<string, string> } {
  const places = new Map<string, string>();
  return {
    places,
    get: async (key: string) => places.get(key),
    store: async (key: string, value: string) => void places.set(key, value),
    delete: async (key: string) => void places.delete(key),
  } as unknown as vscode.SecretStorage & { places: Map<string, string> };
}

it('keeps a key for every provider that answers over HTTP, under its first variable', async () => {
  const keys = new ApiKeys(secrets());
  for (const provider of HTTP_PROVIDER_NAMES) await keys.set(provider, `of ${keyVariable(provider)}`);
  const all = await keys.all();
  expect(all).toEqual(
    Object.fromEntries(HTTP_PROVIDER_NAMES.map((each) => [keyVariable(each), `of ${keyVariable(each)}`])),
  );
  for (const provider of HTTP_PROVIDER_NAMES) {
    expect(httpProvider(provider).keyVariables).toContain(keyVariable(provider));
  }
});

it('providers of one key variable share the key', async () => {
  const keys = new ApiKeys(secrets());
  await keys.set('openai-responses', 'k');
  expect(await keys.has('openai')).toBe(true);
  await keys.remove('openai');
  expect(await keys.has('openai-responses')).toBe(false);
});

it('finds the keys of before again, and forgets what is removed', async () => {
  const storage = secrets();
  storage.places.set('microfactory.key.openai', 'k');
  const keys = new ApiKeys(storage);
  expect(await keys.all()).toEqual({ OPENAI_API_KEY: 'k' });
  expect(await keys.has('openai')).toBe(true);
  await keys.remove('openai');
  expect(await keys.all()).toEqual({});
});
