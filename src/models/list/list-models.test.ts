import { afterEach, expect, it } from 'vitest';
import { startListServer, type ListServer } from '../../../test/support/list-server.ts';
import type { HttpProvider } from '../../protocol/providers.ts';
import { answersInText } from './listed-record.ts';
import { listModels } from './list-models.ts';

const servers: ListServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function listed(
  provider: HttpProvider,
  answer: Parameters<typeof startListServer>[0],
  timeoutMs = 60_000,
) {
  const server = await startListServer(answer);
  servers.push(server);
  const baseUrl = provider === 'anthropic' ? server.url : `${server.url}/v1`;
  const models = await listModels({ provider, baseUrl, key: 'k-1', keyName: 'THE_KEY', timeoutMs });
  return { models, server };
}

const list = (...data: object[]) => ({ body: { object: 'list', data } });

it('reads OpenAI’s list, the newest first, and tells what makes no text', async () => {
  const { models, server } = await listed('openai', () =>
    list(
      { id: 'gpt-4.1-mini', object: 'model', created: 1 },
      { id: 'text-embedding-3-small', object: 'model', created: 2 },
      { id: 'gpt-5-mini', object: 'model', created: 3 },
      { object: 'model' },
    ),
  );
  expect(models.map(({ id }) => id)).toEqual(['gpt-5-mini', 'text-embedding-3-small', 'gpt-4.1-mini']);
  expect(models.filter(answersInText).map(({ id }) => id)).toEqual(['gpt-5-mini', 'gpt-4.1-mini']);
  expect(server.asked).toEqual(['/v1/models Bearer k-1']);
});

it('reads all pages of Anthropic’s list, with names and context', async () => {
  const page = (ids: string[], more: boolean) => ({
    body: {
      data: ids.map((id) => ({
        type: 'model',
        id,
        display_name: `The ${id}`,
        created_at: id === 'b' ? '2026-02-01T00:00:00Z' : '2026-01-01T00:00:00Z',
        max_input_tokens: 200_000,
      })),
      has_more: more,
      first_id: ids[0],
      last_id: ids.at(-1),
    },
  });
  const { models, server } = await listed('anthropic', (_path, query) =>
    query.has('after_id') ? page(['b', 'c'], false) : page(['a'], true),
  );
  expect(models.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  expect(models[0]).toMatchObject({ name: 'The b', contextTokens: 200_000, price: null });
  expect(server.asked).toHaveLength(2);
});

it.each<[HttpProvider, object, object]>([
  [
    'openrouter',
    {
      id: 'qwen/qwen3-coder',
      name: 'Qwen3 Coder',
      context_length: 262_144,
      pricing: { prompt: '0.00000022', completion: '0.00000095' },
    },
    {
      id: 'qwen/qwen3-coder',
      name: 'Qwen3 Coder',
      contextTokens: 262_144,
      price: { input: 0.22, output: 0.95 },
    },
  ],
  ['openrouter', { id: 'auto', pricing: { prompt: '-1', completion: '-1' } }, { id: 'auto', price: null }],
  [
    'openrouter',
    { id: 'free', pricing: { prompt: '0', completion: '0' } },
    { price: { input: 0, output: 0 } },
  ],
  [
    'gemini',
    { id: 'models/gemini-3-flash', display_name: 'Gemini 3 Flash' },
    { id: 'gemini-3-flash', name: 'Gemini 3 Flash' },
  ],
  ['vllm', { id: 'Qwen/Qwen3-8B', max_model_len: 40_960 }, { contextTokens: 40_960, name: null }],
  ['llamacpp', { id: 'm.gguf', meta: { n_ctx_train: 32_768 } }, { id: 'm.gguf', contextTokens: 32_768 }],
  ['ollama', { id: 'qwen3:8b', owned_by: 'library' }, { id: 'qwen3:8b', contextTokens: null }],
])('reads what %s says of a model', async (provider, entry, expected) => {
  const { models } = await listed(provider, () => list(entry));
  expect(models).toEqual([expect.objectContaining(expected)]);
});

it.each([
  [401, 'model-auth', 'OpenAI rejects the key of THE_KEY'],
  [404, 'model-config', 'OpenAI lists no models at'],
])('%i is said in one sentence, without a second try', async (status, code, sentence) => {
  let times = 0;
  const asked = listed('openai', () => {
    times += 1;
    return { status, body: { error: { message: 'no k-1' } } };
  });
  const error: Error = await asked.then(
    () => new Error('expected a failure'),
    (thrown: Error) => thrown,
  );
  expect(error).toMatchObject({ code });
  expect(error.message).toContain(sentence);
  expect(error.message).not.toContain('k-1');
  expect(times).toBe(1);
});

it('gives up on a server that is silent', async () => {
  await expect(listed('openai', () => undefined, 30)).rejects.toMatchObject({ code: 'model-stall' });
});
