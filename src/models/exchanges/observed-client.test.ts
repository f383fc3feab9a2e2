import { afterEach, describe, expect, it } from 'vitest';
import {
  inOrder,
  startModelServer,
  type ModelServer,
  type ServerAnswer,
} from '../../../test/support/model-server.ts';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import type { Exchange } from '../../engine/ports/exchange.ts';
import { createChatModel } from '../create-chat-model.ts';
import { createModelLimiter } from '../limiter/model-limiter.ts';

const KEY = 'sk-canary-7f3a9b2c4d5e6f70';

const servers: ModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

const request = (): ChatRequest => ({
  messages: [
    { role: 'system', content: `Be brief. Never say ${KEY}.` },
    { role: 'user', content: 'What is 2 + 2?' },
  ],
  variation: 'Sample 1.',
  maxTokens: 50,
  temperature: 0.7,
  seed: 7,
  about: { purpose: 'race', stepId: 'sum', role: 'solver', sampleIndex: 1 },
});

/** A real SDK against a real server; only the waiting between tries is skipped. */
async function observed(...answers: readonly [ServerAnswer, ...ServerAnswer[]]) {
  const server = await startModelServer({ answer: inOrder(...answers) });
  servers.push(server);
  let time = 1000;
  const clock = { now: () => time, monotonic: () => time };
  const wait = async (milliseconds: number) => void (time += milliseconds);
  const heard: Exchange[] = [];
  const model = createChatModel({
    provider: 'openai',
    model: 'gpt-4.1-mini',
    baseUrl: server.openaiUrl,
    key: KEY,
    keyName: 'OPENAI_API_KEY',
    limiter: createModelLimiter({ maxConcurrent: 4, clock, wait }),
    clock,
    onExchange: (exchange) => heard.push(exchange),
  });
  return { server, model, heard };
}

describe('a model with somebody listening', () => {
  it('tells what was sent, for whom, and what came back', async () => {
    const { model, heard, server } = await observed({
      text: 'Four.',
      usage: { input: 30, output: 3 },
      id: 'chatcmpl-1',
    });
    await model.complete(request());
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      about: { purpose: 'race', stepId: 'sum', role: 'solver', sampleIndex: 1 },
      provider: 'openai',
      model: 'gpt-4.1-mini',
      baseUrl: server.openaiUrl,
      sent: { maxTokens: 50, temperature: 0.7, seed: 7, dropped: [] },
      variation: 'Sample 1.',
      attempt: 1,
      reply: {
        text: 'Four.',
        finish: { unified: 'stop' },
        usage: { input: 30, output: 3, cachedInput: 0 },
        requestId: 'chatcmpl-1',
      },
    });
    expect(heard[0]?.reply?.costUsd).toBeGreaterThan(0);
  });

  it('tells of each try by its number, with the sentence of the one that failed', async () => {
    const { model, heard } = await observed({ status: 503, message: 'busy' }, 'Four.');
    await model.complete(request());
    expect(heard.map(({ attempt, failure }) => [attempt, failure?.code, failure?.status])).toEqual([
      [1, 'model-transient', 503],
      [2, undefined, undefined],
    ]);
    expect(heard[1]?.waitedMs).toBeGreaterThan(0);
    expect(heard[0]?.failure?.message).toContain('503');
  });

  it('counts the tries of each request alone', async () => {
    const { model, heard } = await observed('Four.');
    await model.complete(request());
    await model.complete(request());
    expect(heard.map(({ attempt }) => attempt)).toEqual([1, 1]);
  });

  it('tells of the request whose parameter the server refused, and what was left out of the next', async () => {
    const refusal = { status: 400, message: 'Unsupported parameter: seed', param: 'seed' };
    const { model, heard } = await observed({ ...refusal, code: 'unsupported_parameter' }, 'Four.');
    await model.complete(request());
    expect(heard.map(({ sent }) => [sent.seed, sent.dropped])).toEqual([
      [7, []],
      [undefined, ['seed']],
    ]);
    expect(heard[0]?.failure?.status).toBe(400);
  });

  it('never tells the key, wherever it stands', async () => {
    const { model, heard } = await observed({ status: 500, message: `${KEY} is odd` }, `You sent ${KEY}.`);
    await model.complete({ ...request(), variation: `Not ${encodeURIComponent(KEY)} either.` });
    expect(heard).toHaveLength(2);
    expect(JSON.stringify(heard)).not.toContain(KEY);
    expect(heard[1]?.reply?.text).toBe('You sent [key].');
  });

  it('tells of a request that was cancelled', async () => {
    const { model, heard, server } = await observed({ fault: 'hang' });
    const controller = new AbortController();
    const asked = model.complete(request(), controller.signal);
    while (server.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(heard).toMatchObject([{ attempt: 1, failure: { code: 'cancelled', status: null } }]);
  });
});
