import { describe, expect, it } from 'vitest';
import { MicrofactoryError, type ErrorCode } from '../../engine/error.ts';
import type {
  OfferedModelReply,
  OfferedModelRequest,
  OfferedModels,
} from '../../engine/ports/offered-models.ts';
import { createChatModel } from '../create-chat-model.ts';
import { createModelLimiter } from '../limiter/model-limiter.ts';

const REQUEST = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is 2 + 2?' },
  ],
  maxTokens: 50,
  temperature: 0.1,
} as const;

type Answer = (
  request: OfferedModelRequest,
  signal: AbortSignal,
  asked: number,
) => Promise<OfferedModelReply>;

const FOUR: OfferedModelReply = { text: '4', model: 'gpt-editor-2', inputTokens: 12, outputTokens: 1 };

function lent(answer: Answer = async () => FOUR, maxInputTokens = 1000) {
  const asked: OfferedModelRequest[] = [];
  const offered: OfferedModels = {
    list: async () => [{ id: 'gpt-editor', name: 'GPT', vendor: 'copilot', maxInputTokens }],
    ask: (request, signal) => answer(request, signal, asked.push(request)),
  };
  return { asked, model: modelOf(offered) };
}

function modelOf(offered: OfferedModels | undefined, model = 'gpt-editor') {
  let time = 0;
  const clock = { now: () => time, monotonic: () => time };
  const wait = async (milliseconds: number): Promise<void> => void (time += milliseconds);
  const limiter = createModelLimiter({ maxConcurrent: 4, clock, wait });
  const place = { key: undefined, keyName: '', baseUrl: 'vscode-lm:' };
  return createChatModel({ provider: 'vscode-lm', model, ...place, offered, limiter, clock });
}

function failing(code: ErrorCode, retryable: boolean): Answer {
  return (_request, _signal, asked) =>
    asked > 2
      ? Promise.resolve(FOUR)
      : Promise.reject(new MicrofactoryError({ code, retryable, message: 'Not now.' }));
}

describe('a model that the editor lends', () => {
  it('is asked with instructions in the role of the user, and costs what nobody knows', async () => {
    const { model, asked } = lent();
    const answer = await model.complete(REQUEST);
    expect(asked).toEqual([
      {
        model: 'gpt-editor',
        messages: [
          { role: 'user', text: 'Be brief.' },
          { role: 'user', text: 'What is 2 + 2?' },
        ],
      },
    ]);
    expect(answer).toMatchObject({ text: '4', model: 'gpt-editor-2', usage: { input: 12, output: 1 } });
    expect(answer).not.toHaveProperty('costUsd');
    expect(answer.requestId).not.toBe('');
  });

  it('gives every answer an identity of its own', async () => {
    const { model } = lent();
    const ids = await Promise.all([model.complete(REQUEST), model.complete(REQUEST)]);
    expect(ids[0]?.requestId).not.toBe(ids[1]?.requestId);
  });

  it('is never counted as free when it does not count its tokens', async () => {
    const { model } = lent(async () => ({ ...FOUR, inputTokens: null, outputTokens: null }));
    const { usage } = await model.complete(REQUEST);
    expect(usage).toMatchObject({ input: 6, output: 1 });
  });

  it('is not asked what does not fit into it', async () => {
    const { model, asked } = lent(async () => FOUR, 5);
    await expect(model.complete(REQUEST)).rejects.toMatchObject({ code: 'model-too-big', retryable: false });
    expect(asked).toEqual([]);
  });

  it.each([
    ['model-rate', true, 3],
    ['model-network', true, 3],
    ['model-auth', false, 1],
    ['model-refusal', false, 1],
  ] as const)('is asked again after %s only where that may help', async (code, retryable, times) => {
    const { model, asked } = lent(failing(code, retryable));
    const answer = model.complete(REQUEST);
    if (retryable) await expect(answer).resolves.toMatchObject({ text: '4' });
    else await expect(answer).rejects.toMatchObject({ code, message: 'Not now.' });
    expect(asked).toHaveLength(times);
  });

  it('is told when nobody wants its answer any more', async () => {
    const controller = new AbortController();
    const heard = new Promise<void>((resolve) => {
      const { model } = lent((_request, signal) => {
        controller.abort();
        return new Promise((_resolve, reject) => {
          const stop = (): void => {
            resolve();
            reject(new Error('stopped'));
          };
          if (signal.aborted) stop();
          signal.addEventListener('abort', stop);
        });
      });
      void model.complete(REQUEST, controller.signal).catch(() => undefined);
    });
    await heard;
  });

  it.each([
    [
      'no-such-model',
      {
        code: 'model-config',
        message: 'VS Code does not offer the model no-such-model; it offers gpt-editor.',
      },
    ],
  ])('is named by what is offered, not by %s', async (name, expected) => {
    const offered: OfferedModels = {
      list: async () => [{ id: 'gpt-editor', name: 'GPT', vendor: 'copilot', maxInputTokens: 9 }],
      ask: async () => FOUR,
    };
    await expect(modelOf(offered, name).complete(REQUEST)).rejects.toMatchObject(expected);
  });

  it('says what to do when there is none, and where there is no editor', async () => {
    const none: OfferedModels = { list: async () => [], ask: async () => FOUR };
    await expect(modelOf(none).complete(REQUEST)).rejects.toThrow(/^VS Code offers no model: .*\.$/u);
    expect(() => modelOf(undefined)).toThrow(/^The provider vscode-lm works in VS Code only, .*\.$/u);
  });
});
