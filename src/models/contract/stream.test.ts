import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startStreamServer, writeEvents, type StreamServer } from '../../../test/support/stream-server.ts';
import type { MicrofactoryError } from '../../engine/error.ts';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import { createChatModel } from '../create-chat-model.ts';
import { createModelLimiter } from '../limiter/model-limiter.ts';
import type { ChatProvider } from '../provider.ts';
import { WIRES } from './wires.ts';

const REQUEST: ChatRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is 2 + 2?' },
  ],
  variation: 'Go slowly.',
  maxTokens: 50,
};

const servers: StreamServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

type Write = (response: ServerResponse, index: number) => void;

/** A real SDK against a real server; only the waiting between tries is skipped. */
async function bench(provider: ChatProvider, write: Write, idleMs?: number) {
  const server = await startStreamServer(write);
  servers.push(server);
  let time = 0;
  const clock = { now: () => time, monotonic: () => time };
  const wait = async (milliseconds: number) => {
    time += milliseconds;
  };
  const limiter = createModelLimiter({ maxConcurrent: 4, clock, wait });
  const where = { provider, model: 'm', baseUrl: server.url, key: 'sk-key-1234567890', keyName: 'KEY' };
  const warnings: string[] = [];
  const onWarning = (line: string) => void warnings.push(line);
  return { server, warnings, model: createChatModel({ ...where, limiter, clock, idleMs, onWarning }) };
}

function failure(promise: Promise<unknown>): Promise<MicrofactoryError> {
  return promise.then(
    () => Promise.reject(new Error('expected a failure')),
    (thrown: MicrofactoryError) => thrown,
  );
}

describe.each(WIRES)('a stream of $provider', ({ provider, begin, text, end, error }) => {
  const whole: Write = (response) => {
    writeEvents(response, [...begin, text('fo'), text('ur'), ...end('stop')]);
    response.end();
  };

  it('is put together without the reasoning, with tokens as the server counted and cache hits among them', async () => {
    const { model, server } = await bench(provider, whole);
    let firsts = 0;
    const answer = await model.complete({ ...REQUEST, onFirstEvent: () => (firsts += 1) });
    expect(answer).toMatchObject({ text: 'four', requestId: 'answer-1', model: 'm-1' });
    expect(answer.finish.unified).toBe('stop');
    expect(answer.usage).toEqual({ input: 20, output: 3, cachedInput: 16 });
    expect(firsts).toBe(1);
    expect(server.bodies[0]).toMatchObject({ stream: true });
  });

  it.each(['length', 'refusal'] as const)('says when it ended by %s', async (reason) => {
    const { model } = await bench(provider, (response) => {
      writeEvents(response, [...begin, text('fo'), ...end(reason)]);
      response.end();
    });
    expect((await model.complete(REQUEST)).finish.unified).toBe(reason);
  });

  it('that ends without its last event is no answer, and is asked for again', async () => {
    const { model, server } = await bench(provider, (response, index) => {
      if (index > 0) return whole(response, index);
      writeEvents(response, [...begin, text('3')]);
      response.end();
    });
    expect((await model.complete(REQUEST)).text).toBe('four');
    expect(server.bodies).toHaveLength(2);
  });

  it.each(['ends', 'breaks'])('that always %s early is told apart from a network that fails', async (how) => {
    const { model } = await bench(provider, (response) => {
      writeEvents(response, [...begin, text('3')]);
      if (how === 'ends') response.end();
      else response.write('\n', () => response.destroy());
    });
    expect((await failure(model.complete(REQUEST))).code).toBe('model-truncated');
  });

  it.each([
    ['overloaded', 'model-transient'],
    ['rate', 'model-rate'],
  ] as const)(
    'with an error in its middle (%s) is asked for again, as with a status',
    async (code, expected) => {
      const { model, server } = await bench(provider, (response, index) => {
        if (index === 2) return whole(response, index);
        writeEvents(response, [...begin, text('3'), error(code)]);
        response.end();
      });
      expect((await model.complete(REQUEST)).text).toBe('four');
      expect(server.bodies).toHaveLength(3);
      const always = await bench(provider, (response) => {
        writeEvents(response, [...begin, error(code)]);
        response.end();
      });
      expect((await failure(always.model.complete(REQUEST))).code).toBe(expected);
    },
  );

  it('with an account that is used up told in its middle is not asked for again', async () => {
    const { model, server } = await bench(provider, (response) => {
      writeEvents(response, [...begin, error('quota')]);
      response.end();
    });
    expect((await failure(model.complete(REQUEST))).code).toBe('model-billing');
    expect(server.bodies).toHaveLength(1);
  });

  it('that falls silent is given up, and the sentence says that it was silence', async () => {
    const { model, server } = await bench(provider, (response) => writeEvents(response, begin), 40);
    const thrown = await failure(model.complete(REQUEST));
    expect(thrown.code).toBe('model-stall');
    expect(thrown.message).toContain('sent nothing for');
    await server.closed;
  });

  it('is read no further when enough of it was seen: the server sees it, and what it cost is estimated', async () => {
    const { model, server } = await bench(provider, (response) => {
      writeEvents(response, [...begin, text('Well, '), text('I think that it may be four.')]);
    });
    const stopWhen = (soFar: string) => (soFar.length > 10 ? 'it rambles' : undefined);
    const answer = await model.complete({ ...REQUEST, stopWhen });
    await server.closed;
    expect(answer.finish).toEqual({ unified: 'cut', raw: 'it rambles' });
    expect(answer.text).toBe('Well, I think that it may be four.');
    expect(answer.usage).toMatchObject({ estimated: true });
    expect(answer.usage.input).toBeGreaterThan(0);
    expect(answer.usage.output).toBeGreaterThan(7);
  });

  it('ends in the same turn in which it is cancelled, and the server sees it', async () => {
    const controller = new AbortController();
    const { model, server } = await bench(provider, (response) =>
      writeEvents(response, [...begin, text('3')]),
    );
    let seen: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => (seen = resolve));
    const stopWhen = () => void seen() as undefined;
    const pending = failure(model.complete({ ...REQUEST, stopWhen }, controller.signal));
    await reading;
    controller.abort();
    const later = new Promise((resolve) => setImmediate(() => resolve('later')));
    expect(await Promise.race([pending, later])).toMatchObject({ code: 'cancelled' });
    await server.closed;
  });

  it('is not asked for of a server that refuses streams', async () => {
    const { model, server, warnings } = await bench(provider, (response, index) => {
      const refused = server.bodies[index]?.['stream'] === true;
      const body = refused
        ? { error: { message: "Unsupported value: 'stream' is not supported here.", param: 'stream' } }
        : WHOLE;
      response.writeHead(refused ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    expect((await model.complete(REQUEST)).text).toBe('4');
    expect((await model.complete(REQUEST)).text).toBe('4');
    expect(server.bodies.map((body) => body['stream'])).toEqual([true, undefined, undefined]);
    expect(warnings).toEqual(['m does not take streams: its answers are read whole from now on.']);
  });
});

/** An answer that came whole, in the words of every wire. */
const WHOLE = {
  choices: [{ message: { content: '4' }, finish_reason: 'stop' }],
  content: [{ type: 'text', text: '4' }],
  stop_reason: 'end_turn',
  output: [{ type: 'message', content: [{ type: 'output_text', text: '4' }] }],
  status: 'completed',
};
