import { expect, it, onTestFinished } from 'vitest';
import type { ProviderModels } from '../../src/protocol/models.ts';
import { startListServer } from '../support/list-server.ts';
import { commandLine } from './support/command-line.ts';

const KEY = 'sk-canary-51c2';
/** Nobody can listen at port 1 without being root. */
const NOWHERE = 'http://127.0.0.1:1/v1';
const SILENT = {
  OLLAMA_HOST: 'http://127.0.0.1:1',
  LMSTUDIO_BASE_URL: NOWHERE,
  VLLM_BASE_URL: NOWHERE,
  LLAMACPP_BASE_URL: NOWHERE,
};

async function scene() {
  const server = await startListServer((path) => {
    if (path === '/openai/models') {
      const ids = ['gpt-5-mini', 'text-embedding-3-small', 'gpt-new'];
      return { body: { object: 'list', data: ids.map((id, created) => ({ id, created })) } };
    }
    const entry = {
      id: 'qwen/coder',
      context_length: 262_144,
      pricing: { prompt: '0.000001', completion: '0' },
    };
    return path === '/openrouter/models'
      ? { body: { data: [entry] } }
      : { status: 401, body: { error: { message: `bad key ${KEY}` } } };
  });
  onTestFinished(() => server.stop());
  return commandLine({
    ...SILENT,
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: `${server.url}/openai`,
    OPENROUTER_API_KEY: KEY,
    OPENROUTER_BASE_URL: `${server.url}/openrouter`,
    XAI_API_KEY: KEY,
    XAI_BASE_URL: `${server.url}/xai`,
  });
}

it('lists what each provider offers, with price and context, and says in a line why others list nothing', async () => {
  const cli = await scene();
  const { exitCode, stdout, stderr } = await cli.run(['models']);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  const lines = stdout.split('\n').map((line) => line.replace(/ +/gu, ' ').trim());
  expect(lines).toContain('OpenAI (--llm-provider openai, key from OPENAI_API_KEY)');
  expect(lines).toContain('gpt-new ? ? ?');
  expect(lines).toContain('gpt-5-mini 0.25 2 400.0k');
  expect(lines).toContain('and 1 model that make no text: --all');
  expect(lines).toContain('qwen/coder 1 0 262.1k');
  expect(lines.indexOf('gpt-new ? ? ?')).toBeLessThan(lines.indexOf('gpt-5-mini 0.25 2 400.0k'));
  expect(stdout).toMatch(/^xai +xAI rejects the key of XAI_API_KEY \(HTTP 401\)/mu);
  expect(stdout).toMatch(/^anthropic +No key for the provider anthropic: set ANTHROPIC_API_KEY/mu);
  expect(stdout).toMatch(/^azure +The provider azure needs the address of its server/mu);
  expect(stdout).toMatch(/^ollama +Ollama does not answer at http:\/\/127\.0\.0\.1:1\/v1/mu);
  expect(stdout).not.toContain(KEY);
});

it('--provider asks one only, --all leaves nothing out, --json is for programs', async () => {
  const cli = await scene();
  const result = await cli.run(['models', '--provider', 'openai', '--all', '--json']);
  expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  const { providers } = JSON.parse(result.stdout) as { providers: ProviderModels[] };
  expect(providers).toHaveLength(1);
  expect(providers[0]).toMatchObject({
    provider: 'openai',
    state: 'listed',
    problem: null,
    key_source: 'OPENAI_API_KEY',
    left_out: 0,
  });
  expect(providers[0]?.models.map(({ id }) => id)).toContain('text-embedding-3-small');
  expect(providers[0]?.models.find(({ id }) => id === 'gpt-new')?.price).toBeNull();
});

it('gives 1 where nobody offers anything', async () => {
  const result = await commandLine(SILENT).run(['models', '--provider', 'ollama']);
  expect(result).toMatchObject({ exitCode: 1, stderr: '' });
});
