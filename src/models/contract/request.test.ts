import { afterEach, expect, it } from 'vitest';
import { startStreamServer, writeEvents, type StreamServer } from '../../../test/support/stream-server.ts';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import { createChatModel } from '../create-chat-model.ts';
import { createModelLimiter } from '../limiter/model-limiter.ts';
import type { ChatProvider } from '../provider.ts';
import { WIRES } from './wires.ts';

const SHARED: ChatRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is 2 + 2?' },
  ],
  maxTokens: 50,
};

const servers: StreamServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function bench(provider: ChatProvider, refuses?: string) {
  const wire = WIRES.find((each) => each.provider === provider) ?? WIRES[0];
  if (wire === undefined) throw new Error('no wire');
  const server = await startStreamServer((response, index) => {
    const body = server.bodies[index] ?? {};
    if (refuses !== undefined && refuses in body) {
      const error = { message: `Unrecognized request argument supplied: '${refuses}'`, param: refuses };
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error }));
      return;
    }
    const count = typeof body['n'] === 'number' ? body['n'] : 1;
    const choices = Array.from({ length: count }, (_, at) => ({
      id: 'a',
      choices: [{ index: at, delta: { content: `answer ${at}` }, finish_reason: 'stop' }],
    }));
    const usage = { choices: [], usage: { prompt_tokens: 21, completion_tokens: 6 } };
    const isChat = provider === 'openai' || provider === 'compatible';
    writeEvents(
      response,
      isChat ? [...choices, usage] : [...wire.begin, wire.text('4'), ...wire.end('stop')],
    );
    response.end();
  });
  servers.push(server);
  const where = { provider, model: 'm', baseUrl: server.url, key: 'sk-key-1234567890', keyName: 'KEY' };
  return { server, model: createChatModel({ ...where, limiter: createModelLimiter({ maxConcurrent: 4 }) }) };
}

it('marks for Anthropic where system and shared part end, and puts what one sample is told after it', async () => {
  const { model, server } = await bench('anthropic');
  for (const variation of ['One.', 'Two.']) await model.complete({ ...SHARED, variation });
  const mark = { cache_control: { type: 'ephemeral' } };
  expect(server.bodies.map((body) => body['system'])).toEqual([
    [{ type: 'text', text: 'Be brief.', ...mark }],
    [{ type: 'text', text: 'Be brief.', ...mark }],
  ]);
  expect(server.bodies.map((body) => body['messages'])).toEqual(
    ['One.', 'Two.'].map((variation) => [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is 2 + 2?', ...mark },
          { type: 'text', text: `\n\n${variation}` },
        ],
      },
    ]),
  );
});

it.each<ChatProvider>(['openai', 'openai-responses'])(
  'gives %s one key for all samples of a step, and none where it is refused',
  async (provider) => {
    const { model, server } = await bench(provider);
    for (const variation of ['One.', 'Two.']) await model.complete({ ...SHARED, variation });
    await model.complete({ ...SHARED, messages: [{ role: 'user', content: 'Other.' }] });
    const keys = server.bodies.map((body) => body['prompt_cache_key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
    const refusing = await bench(provider, 'prompt_cache_key');
    await refusing.model.complete(SHARED);
    await refusing.model.complete(SHARED);
    expect(refusing.server.bodies.map((body) => 'prompt_cache_key' in body)).toEqual([true, false, false]);
  },
);

it('gives no other server a key that it may not know', async () => {
  const { model, server } = await bench('compatible');
  await model.complete(SHARED);
  expect(server.bodies[0]).not.toHaveProperty('prompt_cache_key');
});

it('asks for several choices of one request, each a vote of its own, whose tokens add up to those of the request', async () => {
  const { model, server } = await bench('compatible');
  const answers = (await model.completeMany?.(SHARED, 3)) ?? [];
  expect(server.bodies).toHaveLength(1);
  expect(answers.map(({ text, choice, requestId }) => [text, choice, requestId])).toEqual([
    ['answer 0', 0, 'a'],
    ['answer 1', 1, 'a'],
    ['answer 2', 2, 'a'],
  ]);
  expect(answers.reduce((sum, { usage }) => sum + usage.input, 0)).toBe(21);
  expect(answers.reduce((sum, { usage }) => sum + usage.output, 0)).toBe(6);
});

it('takes one choice where a server refuses several, and does not ask it again', async () => {
  const { model, server } = await bench('compatible', 'n');
  expect(await model.completeMany?.(SHARED, 3)).toHaveLength(1);
  expect(await model.completeMany?.(SHARED, 3)).toHaveLength(1);
  expect(server.bodies.map((body) => body['n'])).toEqual([3, undefined, undefined]);
});

it('drops stream_options, and nothing else of a stream, where they are refused', async () => {
  const { model, server } = await bench('compatible', 'stream_options');
  await model.complete(SHARED);
  expect(server.bodies.map((body) => [body['stream'], 'stream_options' in body])).toEqual([
    [true, true],
    [true, false],
  ]);
});

it('has several choices only where the protocol has', async () => {
  expect((await bench('anthropic')).model.completeMany).toBeUndefined();
  expect((await bench('openai-responses')).model.completeMany).toBeUndefined();
});
