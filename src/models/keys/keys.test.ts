import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { HTTP_PROVIDER_NAMES, httpProvider } from '../../protocol/providers.ts';
import { isLoopback, resolveBaseUrl } from './base-url.ts';
import { flagVariable, resolveKey } from './resolve-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const homeEnvFile = join(folder, '.env');
writeFileSync(homeEnvFile, '# mine\nOPENAI_API_KEY="sk-home"\nexport ANTHROPIC_API_KEY=sk-home-a\nBAD=1\n');
const absent = join(folder, 'absent');

describe.each(HTTP_PROVIDER_NAMES)('a key of %s', (provider) => {
  const { keyVariables } = httpProvider(provider);
  const from = (env: Record<string, string>, homeEnvFile = absent) =>
    resolveKey({ provider, env, homeEnvFile });

  it.each(keyVariables)(
    'may stand in %s: the flag wins over the environment, that over ~/.env',
    (variable) => {
      const home = join(folder, `${provider}-${variable}`);
      writeFileSync(home, `${keyVariables.map((name) => `${name}=home-${name}`).join('\n')}\n`);
      const env = { [variable]: `env-${variable}` };
      expect(from({ ...env, [flagVariable(provider)]: 'flag' }, home)).toMatchObject({
        key: 'flag',
        source: 'flag',
      });
      expect(from(env, home)).toEqual({
        key: `env-${variable}`,
        source: 'environment',
        name: variable,
      });
      expect(from({}, home)).toEqual({
        key: `home-${keyVariables[0]}`,
        source: 'home-env-file',
        name: keyVariables[0],
      });
    },
  );

  it('is the first of its variables that is set', () => {
    const env = Object.fromEntries(keyVariables.map((name) => [name, `env-${name}`]));
    expect(from(env).name).toBe(keyVariables[0]);
  });
});

describe('a key', () => {
  it('is taken from the flag, else the environment, else ~/.env', () => {
    const env = { OPENAI_API_KEY: 'sk-env' };
    expect(
      resolveKey({
        provider: 'openai',
        env: { ...env, [flagVariable('openai')]: 'sk-flag', [flagVariable('anthropic')]: 'other' },
        homeEnvFile,
      }),
    ).toEqual({
      key: 'sk-flag',
      source: 'flag',
      name: '--api-key',
    });
    expect(resolveKey({ provider: 'openai', env, homeEnvFile })).toMatchObject({
      key: 'sk-env',
      source: 'environment',
    });
    expect(resolveKey({ provider: 'openai', env: { OPENAI_API_KEY: ' ' }, homeEnvFile })).toEqual({
      key: 'sk-home',
      source: 'home-env-file',
      name: 'OPENAI_API_KEY',
    });
    expect(resolveKey({ provider: 'anthropic', env: {}, homeEnvFile }).key).toBe('sk-home-a');
  });

  it('of a compatible server has a name of its own and falls back to the one of OpenAI', () => {
    const env = { COMPATIBLE_API_KEY: 'own', OPENAI_API_KEY: 'openai' };
    expect(resolveKey({ provider: 'compatible', env, homeEnvFile: absent }).key).toBe('own');
    expect(
      resolveKey({ provider: 'compatible', env: { OPENAI_API_KEY: 'openai' }, homeEnvFile: absent }).key,
    ).toBe('openai');
  });

  it('is not needed for a compatible server on this machine, and for no other', () => {
    const at = (baseUrl: string) =>
      resolveKey({ provider: 'compatible', env: {}, homeEnvFile: absent, baseUrl });
    expect(at('http://127.0.0.1:11434/v1')).toMatchObject({ key: undefined, source: 'none' });
    expect(() => at('http://10.0.0.1/v1')).toThrow(/COMPATIBLE_API_KEY or OPENAI_API_KEY/);
    expect(() => at('http://localhost.evil.com/v1')).toThrow(/No key/);
  });

  it.each([
    ['openai', 'OPENAI_API_KEY'],
    ['anthropic', 'ANTHROPIC_API_KEY'],
  ] as const)('that is missing for %s is named by its variable', (provider, variable) => {
    expect(() => resolveKey({ provider, env: {}, homeEnvFile: absent })).toThrow(
      `No key for the provider ${provider}: set ${variable} in the environment or in ~/.env, or use --llm-provider offline, which needs none.`,
    );
  });

  it.each(['sk-a\nb', 'sk a', 'sk-ключ'])(
    'that can stand in no header is refused without being shown: %j',
    (key) => {
      const resolve = () =>
        resolveKey({ provider: 'openai', env: { OPENAI_API_KEY: key }, homeEnvFile: absent });
      expect(resolve).toThrow(/key in OPENAI_API_KEY has spaces/);
      expect(resolve).not.toThrow(key);
    },
  );

  it('never enters the environment from ~/.env', () => {
    resolveKey({ provider: 'openai', env: {}, homeEnvFile });
    expect(process.env['BAD']).toBeUndefined();
  });
});

describe('a base URL', () => {
  it.each([
    ['openai', undefined, {}, 'https://api.openai.com/v1'],
    ['openai', undefined, { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1/' }, 'http://127.0.0.1:1/v1'],
    ['openai', 'https://mine/v1', { OPENAI_BASE_URL: 'http://env/v1' }, 'https://mine/v1'],
    ['openai', undefined, { OPENAI_BASE_URL: '' }, 'https://api.openai.com/v1'],
    ['anthropic', undefined, { OPENAI_BASE_URL: 'http://env/v1' }, 'https://api.anthropic.com'],
    ['anthropic', undefined, { ANTHROPIC_BASE_URL: 'http://env/v1' }, 'http://env'],
    ['compatible', undefined, { OPENAI_BASE_URL: 'http://env/v1' }, 'http://env/v1'],
  ] as const)('of %s with setting %s and environment %j is %s', (provider, setting, env, expected) => {
    expect(resolveBaseUrl({ provider, setting, env })).toBe(expected);
  });

  it.each([
    ['no address', undefined, /set OPENAI_BASE_URL, for example/],
    ['a path', 'localhost/v1', /is not an http or https address/],
    ['a file', 'file:///etc/passwd', /is not an http or https address/],
    ['a password', 'http://me:secret@host/v1', /holds a password/],
  ])('is refused with %s', (_name, setting, expected) => {
    expect(() => resolveBaseUrl({ provider: 'compatible', setting, env: {} })).toThrow(expected);
  });

  it.each([
    ['http://localhost:1', true],
    ['http://127.9.9.9', true],
    ['http://[::1]:8080/v1', true],
    ['http://127.0.0.1.evil.com', false],
    ['https://api.openai.com/v1', false],
  ])('%s is on this machine: %s', (url, expected) => {
    expect(isLoopback(url)).toBe(expected);
  });
});
