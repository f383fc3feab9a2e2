import { afterEach, describe, expect, it } from 'vitest';
import { inspect } from 'node:util';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  inOrder,
  startModelServer,
  type ModelRequest,
  type ModelServer,
  type ModelServerOptions,
} from '../../test/support/model-server.ts';
import type { MicrofactoryError } from '../engine/error.ts';
import type { ChatModel, ChatRequest } from '../engine/ports/chat-model.ts';
import { createChatModel } from './create-chat-model.ts';
import { createModelLimiter } from './limiter/model-limiter.ts';
import { probeModel } from './probe.ts';
import type { ChatProvider } from './provider.ts';

const CANARY = 'sk-canary-7f3a9b2c4d5e6f70';
const REQUEST: ChatRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is 2 + 2?' },
  ],
  maxTokens: 50,
  temperature: 0.1,
  seed: 7,
};

const servers: ModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

interface Bench {
  readonly model: ChatModel;
  readonly server: ModelServer;
  readonly warnings: string[];
  readonly waits: number[];
}

/** A real SDK against a real server; only the waiting between tries is skipped. */
async function bench(provider: ChatProvider, answer: ModelServerOptions['answer'], model = 'gpt-4.1-mini') {
  const server = await startModelServer({ answer });
  servers.push(server);
  const result = modelAt(provider, provider === 'anthropic' ? server.anthropicUrl : server.openaiUrl, model);
  return { ...result, server } satisfies Bench;
}

function modelAt(provider: ChatProvider, baseUrl: string, model = 'gpt-4.1-mini') {
  const warnings: string[] = [];
  const waits: number[] = [];
  let time = 0;
  const clock = { now: () => time, monotonic: () => time };
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds);
    time += milliseconds;
  };
  const limiter = createModelLimiter({ maxConcurrent: 4, clock, wait });
  const options = { provider, model, baseUrl, key: CANARY, keyName: 'OPENAI_API_KEY', limiter, clock };
  return {
    model: createChatModel({ ...options, onWarning: (line) => warnings.push(line) }),
    warnings,
    waits,
  };
}

async function failure(model: ChatModel, signal?: AbortSignal): Promise<MicrofactoryError> {
  const error = await model.complete(REQUEST, signal).then(
    () => undefined,
    (thrown: MicrofactoryError) => thrown,
  );
  if (error === undefined) throw new Error('expected a failure');
  expect(
    inspect(error, { depth: 12, showHidden: true }) + String(error.stack) + JSON.stringify(error),
  ).not.toContain(CANARY);
  return error;
}

describe.each<ChatProvider>(['openai', 'openai-responses', 'anthropic', 'compatible', 'gemini', 'ollama'])(
  'the %s client',
  (provider) => {
    it('returns text, tokens, identity and the model as the server named it', async () => {
      const { model } = await bench(provider, () => ({
        text: '4',
        usage: { input: 20, output: 3 },
        id: 'answer-1',
      }));
      const answer = await model.complete(REQUEST);
      expect(answer).toMatchObject({ text: '4', requestId: 'answer-1', choice: 0, model: 'gpt-4.1-mini' });
      expect(answer.finish.unified).toBe('stop');
      expect(answer.usage).toEqual({ input: 20, output: 3, cachedInput: 0 });
    });

    it('sends system and user messages, the limit and the temperature', async () => {
      const { model, server } = await bench(provider, () => '4');
      await model.complete(REQUEST);
      expect(server.log).toHaveLength(1);
      expect(server.log[0]).toMatchObject({
        system: 'Be brief.',
        prompt: 'What is 2 + 2?',
        maxTokens: 50,
        temperature: 0.1,
      });
    });

    it.each([
      [401, { status: 401, message: `Incorrect API key provided: ${CANARY}` }, 'model-auth'],
      [403, { status: 403, message: 'no access' }, 'model-auth'],
      [402, { status: 402, message: 'pay first' }, 'model-billing'],
      [
        '429 insufficient_quota',
        { status: 429, message: 'quota', code: 'insufficient_quota' },
        'model-billing',
      ],
      [
        '400 credit',
        { status: 400, message: 'Your credit balance is too low to access the API' },
        'model-billing',
      ],
      ['429 with a wait beyond the cap', { status: 429, message: 'slow', retryAfter: 121 }, 'model-rate'],
      [413, { status: 413, message: 'request_too_large' }, 'model-too-big'],
      [
        '400 context',
        { status: 400, message: 'prompt is too long: 300000 tokens > 200000 maximum' },
        'model-too-big',
      ],
      ['404', { status: 404, message: 'no such model' }, 'model-config'],
      [
        '400 other',
        { status: 400, message: 'max_tokens is too large: 50. At most 10.', param: 'max_tokens' },
        'model-config',
      ],
    ] as const)('asks once only and says what to do on %s', async (_name, answer, code) => {
      const { model, server } = await bench(provider, () => answer);
      const error = await failure(model);
      expect(error).toMatchObject({ code, retryable: false });
      expect(error.message).toMatch(/^[^\n]+\.$/);
      expect(server.log).toHaveLength(1);
    });

    it.each([500, 502, 503, 504, 529])('tries again after %i with growing waits', async (status) => {
      const bad = { status, message: 'overloaded' };
      const { model, server, waits } = await bench(provider, inOrder(bad, bad, '4'));
      expect((await model.complete(REQUEST)).text).toBe('4');
      expect(server.log).toHaveLength(3);
      expect(waits[1]).toBeGreaterThanOrEqual(waits[0] as number);
    });

    it('gives up on a server that keeps failing', async () => {
      const { model, server } = await bench(provider, () => ({ status: 500, message: 'broken' }));
      expect(await failure(model)).toMatchObject({ code: 'model-transient', retryable: true });
      expect(server.log).toHaveLength(6);
    });

    it('waits as long as a 429 asks, then tries again', async () => {
      const { model, waits } = await bench(
        provider,
        inOrder({ status: 429, message: 'slow down', retryAfter: 17 }, '4'),
      );
      expect((await model.complete(REQUEST)).text).toBe('4');
      expect(waits).toEqual([17_000]);
    });

    it('drops an unsupported temperature once, remembers it and warns', async () => {
      const refuse = (request: ModelRequest) =>
        request.temperature === undefined
          ? '4'
          : {
              status: 400,
              message: "Unsupported value: 'temperature' does not support 0.1 with this model.",
              param: 'temperature',
              code: 'unsupported_value',
            };
      const { model, server, warnings } = await bench(provider, refuse);
      await model.complete(REQUEST);
      await model.complete(REQUEST);
      expect(server.log.map((each) => each.temperature)).toEqual([0.1, undefined, undefined]);
      expect(warnings).toEqual(['gpt-4.1-mini does not take temperature: it is left out from now on.']);
    });

    it.each([
      { finish: 'length', unified: 'length' },
      // aimock's Responses know no filter; `contract/stream.test.ts` has it.
      ...(provider === 'openai-responses'
        ? []
        : [{ finish: provider === 'anthropic' ? 'refusal' : 'content_filter', unified: 'refusal' }]),
    ])('reports the finish $finish as $unified', async ({ finish, unified }) => {
      const { model } = await bench(provider, () => ({ text: 'so far', finish }));
      expect((await model.complete(REQUEST)).finish.unified).toBe(unified);
    });

    it('passes an empty answer on, for the red flags to judge', async () => {
      const { model } = await bench(provider, () => '');
      expect((await model.complete(REQUEST)).text).toBe('');
    });

    it('discards a malformed body and asks again', async () => {
      const { model } = await bench(provider, inOrder({ fault: 'malformed' }, '4'));
      expect((await model.complete(REQUEST)).text).toBe('4');
    });

    it('asks again after a cut connection', async () => {
      const { model } = await bench(provider, inOrder({ fault: 'disconnect' }, '4'));
      expect((await model.complete(REQUEST)).text).toBe('4');
    });

    it('names the address that refuses connections', async () => {
      const { model, server } = await bench(provider, () => '4');
      await server.stop();
      servers.pop();
      const error = await failure(model);
      expect(error.code).toBe('model-network');
      expect(error.message).toContain(`127.0.0.1:${server.port}`);
      expect(error.message).toContain('ECONNREFUSED');
    });

    it('gives every answer without a name an identity of its own', async () => {
      const bare = createServer((_request, response) => {
        const openai = { choices: [{ message: { content: '4' }, finish_reason: 'stop' }] };
        const anthropic = { content: [{ type: 'text', text: '4' }], stop_reason: 'end_turn' };
        const output = [{ type: 'message', content: [{ type: 'output_text', text: '4' }] }];
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ ...openai, ...anthropic, output }));
      });
      await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
      const { model } = modelAt(provider, `http://127.0.0.1:${(bare.address() as AddressInfo).port}`);
      const answers = [await model.complete(REQUEST), await model.complete(REQUEST)];
      bare.close();
      expect(answers.map((each) => each.text)).toEqual(['4', '4']);
      expect(answers[0]?.requestId).not.toBe(answers[1]?.requestId);
      // What a server does not count is estimated: none would look like an answer that cost nothing.
      expect(answers[0]?.usage).toEqual({ input: 6, output: 1, cachedInput: 0, estimated: true });
    });

    it('suggests names from the list of the server when it does not know the model', async () => {
      const { model } = await bench(
        provider,
        () => ({ status: 404, message: 'no such model' }),
        'gpt-4o-minni',
      );
      expect((await failure(model)).message).toMatch(
        /does not know the model gpt-4o-minni .*; it offers .*\.$/,
      );
    });

    it('holds back, once for all, samples of a session that are asked together', async () => {
      const { model, server, waits } = await bench(
        provider,
        inOrder({ status: 429, message: 'slow', retryAfter: 9 }, '4'),
      );
      const answers = await Promise.all(Array.from({ length: 12 }, () => model.complete(REQUEST)));
      expect(answers).toHaveLength(12);
      expect(server.log).toHaveLength(13);
      expect(waits).toEqual([9000]);
    });

    it('stops at once when cancelled', async () => {
      const { model, server } = await bench(provider, () => ({ fault: 'hang' }));
      const controller = new AbortController();
      const pending = failure(model, controller.signal);
      while (server.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      controller.abort();
      expect((await pending).code).toBe('cancelled');
    });

    it('gives up at the total time limit and says so', async () => {
      const { model } = await bench(provider, () => ({ fault: 'hang' }));
      const error = await model
        .complete({ ...REQUEST, timeoutMs: 50 })
        .catch((thrown: MicrofactoryError) => thrown);
      expect(error).toMatchObject({ code: 'model-stall' });
    });

    it('tells a web page from an answer', async () => {
      const page = createServer((_request, response) => {
        response.setHeader('content-type', 'text/html').end('<html><body>Welcome to the proxy</body></html>');
      });
      await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
      const { port } = page.address() as AddressInfo;
      const error = await failure(modelAt(provider, `http://127.0.0.1:${port}`).model);
      page.close();
      expect(error.code).toBe('model-transient');
      expect(error.message).toContain('not a chat completion');
    });

    it('answers a probe with latency, tokens and whether the format was kept', async () => {
      const { model } = await bench(provider, inOrder('{"ready": true, "sum": 12}', 'Sure! {"ready": true}'));
      expect(await probeModel(model)).toMatchObject({ ok: true, formatObeyed: true });
      expect(await probeModel(model)).toMatchObject({ ok: true, formatObeyed: false });
    });
  },
);

describe('parameters of OpenAI-like servers', () => {
  it('renames max_completion_tokens for servers that know only max_tokens, and the other way round', async () => {
    const refuse = (name: string) => (request: ModelRequest) =>
      request.parameters.includes(name)
        ? {
            status: 400,
            message: `Unsupported parameter: '${name}' is not supported with this model.`,
            param: name,
          }
        : '4';
    const old = await bench('openai', refuse('max_completion_tokens'));
    await old.model.complete(REQUEST);
    expect(old.server.log[1]?.parameters).toContain('max_tokens');
    const recent = await bench('compatible', refuse('max_tokens'));
    await recent.model.complete(REQUEST);
    expect(recent.server.log[1]?.parameters).toContain('max_completion_tokens');
  });

  it('drops seed and response_format one after the other', async () => {
    const refuse = (request: ModelRequest) => {
      const name = ['seed', 'response_format'].find((each) => request.parameters.includes(each));
      return name === undefined
        ? '4'
        : { status: 400, message: `Unrecognized request argument supplied: ${name}` };
    };
    const { model, server, warnings } = await bench('compatible', refuse);
    const schema = { name: 'plan', schema: { type: 'object' } };
    expect((await model.complete({ ...REQUEST, schema })).text).toBe('4');
    expect(server.log).toHaveLength(3);
    expect(warnings).toHaveLength(2);
  });

  it('gives up when a server takes neither name of the limit', async () => {
    const refuse = (request: ModelRequest) => ({
      status: 400,
      message: `Unsupported parameter: ${request.parameters.find((each) => each.startsWith('max_'))}`,
    });
    const { model, server } = await bench('openai', refuse);
    expect((await failure(model)).code).toBe('model-config');
    expect(server.log).toHaveLength(2);
  });
});

describe('prices', () => {
  it('costs a known model by the list and leaves an unknown one unknown', async () => {
    const usage = { input: 1_000_000, output: 1_000_000 };
    const known = await bench('openai', () => ({ text: '4', usage }), 'gpt-4.1-mini-2025-04-14');
    expect((await known.model.complete(REQUEST)).costUsd).toBeCloseTo(2);
    const unknown = await bench('openai', () => ({ text: '4', usage }), 'gpt-unheard-of');
    expect(await unknown.model.complete(REQUEST)).not.toHaveProperty('costUsd');
    const elsewhere = await bench('compatible', () => ({ text: '4', usage }), 'gpt-4.1-mini');
    expect(await elsewhere.model.complete(REQUEST)).not.toHaveProperty('costUsd');
  });
});
