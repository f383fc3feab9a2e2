import { describe, expect, it } from 'vitest';
import { MicrofactoryError, type ErrorCode } from '../../engine/error.ts';
import type { ChatModel, ChatRequest, Completion } from '../../engine/ports/chat-model.ts';
import { fallbackModel } from './fallback-model.ts';

const REQUEST: ChatRequest = { messages: [{ role: 'user', content: '2 + 2?' }], maxTokens: 5 };

/** A model that answers with its name unless it is to fail. */
function stub(name: string) {
  const requests: ChatRequest[] = [];
  const state: { fails?: MicrofactoryError | undefined } = {};
  const model: ChatModel = {
    provider: 'openai',
    model: name,
    prefixCache: 'none',
    complete(request) {
      requests.push(request);
      if (state.fails !== undefined) return Promise.reject(state.fails);
      return Promise.resolve({ text: name, model: name } as Completion);
    },
  };
  return { model, requests, state };
}

const failure = (code: ErrorCode, retryable = true, retryAfterMs: number | null = null) =>
  new MicrofactoryError({ code, message: `It says ${code}.`, retryable, data: { retryAfterMs } });

function chain() {
  const [a, b, c] = [stub('a'), stub('b'), stub('c')];
  let time = 1;
  const warnings: string[] = [];
  const model = fallbackModel({
    models: [a.model, b.model, c.model],
    clock: { now: () => time, monotonic: () => time },
    onWarning: (sentence) => warnings.push(sentence),
  });
  const ask = async () => (await model.complete(REQUEST)).text;
  return { a, b, c, ask, warnings, pass: (milliseconds: number) => void (time += milliseconds) };
}

describe('a chain of models', () => {
  it.each<ErrorCode>([
    'model-rate',
    'model-transient',
    'model-network',
    'model-stall',
    'model-truncated',
    'model-auth',
    'model-billing',
  ])('asks the next at %s, says so once, and goes back to the first after a while', async (code) => {
    const { a, b, ask, warnings, pass } = chain();
    a.state.fails = failure(code);
    expect([await ask(), await ask(), await ask()]).toEqual(['b', 'b', 'b']);
    expect(a.requests).toHaveLength(1);
    expect(warnings).toEqual([`It says ${code}; b (openai) answers in its place for now.`]);
    pass(600_001);
    expect(await ask()).toBe('b');
    a.state.fails = undefined;
    pass(600_001);
    expect([await ask(), await ask()]).toEqual(['a', 'a']);
    expect(warnings).toHaveLength(1);
    expect(b.requests).toHaveLength(4);
  });

  it.each<ErrorCode>(['model-too-big', 'model-config', 'cancelled', 'budget', 'internal'])(
    'asks nobody else at %s',
    async (code) => {
      const { a, b, ask } = chain();
      a.state.fails = failure(code, false);
      await expect(ask()).rejects.toMatchObject({ code });
      expect(b.requests).toHaveLength(0);
    },
  );

  it('lets a model rest for as long as its server asks', async () => {
    const { a, ask, pass } = chain();
    a.state.fails = failure('model-rate', false, 3_600_000);
    await ask();
    a.state.fails = undefined;
    pass(3_500_000);
    expect(await ask()).toBe('b');
    pass(100_001);
    expect(await ask()).toBe('a');
  });

  it('goes on to the third, and has patience with one that may come back when all fail', async () => {
    const { a, b, c, ask } = chain();
    a.state.fails = failure('model-billing', false);
    b.state.fails = failure('model-network');
    c.state.fails = failure('model-auth', false);
    await expect(ask()).rejects.toMatchObject({ code: 'model-network' });
    expect(b.requests.map(({ goesElsewhere }) => goesElsewhere)).toEqual([true, undefined]);
    expect([a.requests.length, c.requests.length]).toEqual([1, 1]);
  });

  it('says what is wrong with the first when none can come back', async () => {
    const { a, b, c, ask } = chain();
    a.state.fails = failure('model-billing', false);
    b.state.fails = failure('model-auth', false);
    c.state.fails = failure('model-auth', false);
    await expect(ask()).rejects.toMatchObject({ code: 'model-billing' });
  });
});
