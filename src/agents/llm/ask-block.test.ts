import { describe, expect, it } from 'vitest';
import { MicrofactoryError } from '../../engine/error.ts';
import type { ChatModel, ChatRequest, Completion } from '../../engine/ports/chat-model.ts';
import { createBlockAsker, type BlockSample } from './ask-block.ts';

const sample = (index: number, prompt = 'p'): BlockSample => ({
  request: {
    messages: [{ role: 'user', content: prompt }],
    variation: `v${index}`,
    temperature: index === 0 ? 0 : 0.1,
    seed: index,
    maxTokens: 10,
  },
  isDrawn: index > 0,
});
const samples = (...indices: number[]) => indices.map((index) => sample(index));

/** A model that gives so many choices of a request at most; none where it has no such parameter. */
function scene(most?: number, failure?: MicrofactoryError) {
  const sent: string[] = [];
  const drawn: ChatRequest[] = [];
  const answer = (text: string, requestId: string, choice: number) =>
    ({ text, requestId, choice }) as Completion;
  const model: ChatModel = {
    provider: 'openai',
    model: 'm',
    prefixCache: 'none',
    complete: ({ variation }) => {
      sent.push(`${variation}`);
      return Promise.resolve(answer(`${variation}`, `id-${variation}`, 0));
    },
    ...(most !== undefined && {
      completeMany: (request: ChatRequest, count: number) => {
        sent.push(`${request.variation} × ${count}`);
        drawn.push(request);
        if (failure !== undefined) return Promise.reject(failure);
        return Promise.resolve(
          Array.from({ length: Math.min(most, count) }, (_, at) =>
            answer(`${request.variation}`, 'many', at),
          ),
        );
      },
    }),
  };
  const ask = createBlockAsker(model);
  const signal = new AbortController().signal;
  const identities = async (block: readonly BlockSample[]) =>
    (await Promise.all(ask(block, signal))).map(({ requestId, choice }) => `${requestId} ${choice}`);
  return { sent, drawn, ask, signal, identities };
}

describe('the samples of a block', () => {
  it('are choices of one request the first time, but for the one that is asked for the best answer', async () => {
    const { identities, sent, drawn } = scene(9);
    expect(await identities(samples(0, 1, 2, 3))).toEqual(['id-v0 0', 'many 0', 'many 1', 'many 2']);
    expect(sent).toEqual(['v0', 'v1 × 3']);
    expect(drawn[0]).toMatchObject({ temperature: 0.1 });
    expect(drawn[0]).not.toHaveProperty('seed');
  });

  it('are asked singly later, each in words of its own', async () => {
    const { identities, sent } = scene(9);
    await identities(samples(0, 1, 2));
    sent.length = 0;
    expect(await identities(samples(3, 4))).toEqual(['id-v3 0', 'id-v4 0']);
    expect(sent).toEqual(['v3', 'v4']);
  });

  it('are asked singly where each is told something of its own', async () => {
    const { identities, sent } = scene(9);
    await identities(samples(1, 2, 3).map(({ request }) => ({ request, isDrawn: false })));
    expect(sent).toEqual(['v1', 'v2', 'v3']);
  });

  it('are asked singly where a server gives fewer choices, which is remembered', async () => {
    const { identities, sent } = scene(1);
    expect(await identities(samples(0, 1, 2, 3))).toEqual(['id-v0 0', 'many 0', 'id-v2 0', 'id-v3 0']);
    sent.length = 0;
    await identities([sample(1, 'another'), sample(2, 'another')]);
    expect(sent).toEqual(['v1', 'v2']);
  });

  it('are asked singly of a model without choices', async () => {
    const { identities, sent } = scene();
    await identities(samples(0, 1, 2));
    expect(sent).toEqual(['v0', 'v1', 'v2']);
  });

  it('fail together with their request, and the others come all the same', async () => {
    const { ask, signal } = scene(9, new MicrofactoryError({ code: 'model-stall', message: 'No answer.' }));
    const answers = await Promise.allSettled(ask(samples(0, 1, 2), signal));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
