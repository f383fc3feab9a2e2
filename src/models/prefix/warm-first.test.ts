import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MicrofactoryError } from '../../engine/error.ts';
import type { ChatModel, ChatRequest, Completion, PrefixCache } from '../../engine/ports/chat-model.ts';
import { warmFirst } from './warm-first.ts';

const LONG = 'x'.repeat(5000);
const request = (variation: string, shared = LONG): ChatRequest => ({
  messages: [{ role: 'user', content: shared }],
  variation,
  maxTokens: 10,
});

interface Sent {
  readonly variation: string | undefined;
  begin(): void;
  end(): void;
  fail(): void;
}

/** A model whose answers begin and end when the test says so. */
function scene(prefixCache: PrefixCache) {
  const sent: Sent[] = [];
  let time = 0;
  const model: ChatModel = {
    provider: 'openai',
    model: 'm',
    prefixCache,
    complete: ({ variation, onFirstEvent }, signal) =>
      new Promise<Completion>((resolve, reject) => {
        const fail = () => reject(new MicrofactoryError({ code: 'model-stall', message: 'No answer came.' }));
        if (signal?.aborted === true) fail();
        sent.push({
          variation,
          begin: () => onFirstEvent?.(),
          end: () => resolve({ text: variation } as Completion),
          fail,
        });
      }),
  };
  const clock = { now: () => time, monotonic: () => time };
  const asked = warmFirst(model, clock);
  return { sent, asked, pass: (ms: number) => (time += ms) };
}

const settled = async () => {
  for (let turns = 0; turns < 5; turns += 1) await turn();
};
const names = (sent: readonly Sent[]) => sent.map(({ variation }) => variation).join('');

describe.each(['automatic', 'marked'] as const)('where beginnings are cached (%s)', (prefixCache) => {
  it('the first of the requests that begin alike goes ahead until its answer begins, then the rest together', async () => {
    const { sent, asked } = scene(prefixCache);
    const answers = ['a', 'b', 'c'].map((each) => asked.complete(request(each)));
    await settled();
    expect(names(sent)).toBe('a');
    sent[0]?.begin();
    await settled();
    expect(names(sent)).toBe('abc');
    for (const each of sent) each.end();
    expect((await Promise.all(answers)).map(({ text }) => text).join('')).toBe('abc');
  });

  it('a later batch goes together as long as the cache holds, and then one goes ahead again', async () => {
    const { sent, asked, pass } = scene(prefixCache);
    void asked.complete(request('a'));
    sent[0]?.begin();
    pass(4 * 60_000);
    for (const each of ['b', 'c']) void asked.complete(request(each));
    await settled();
    expect(names(sent)).toBe('abc');
    sent[2]?.begin();
    pass(4 * 60_000);
    for (const each of ['d', 'e']) void asked.complete(request(each));
    await settled();
    expect(names(sent)).toBe('abcde');
    pass(5 * 60_000);
    for (const each of ['f', 'g']) void asked.complete(request(each));
    await settled();
    expect(names(sent)).toBe('abcdef');
  });

  it('a first request that fails lets the rest go', async () => {
    const { sent, asked } = scene(prefixCache);
    const first = asked.complete(request('a'));
    for (const each of ['b', 'c']) void asked.complete(request(each));
    await settled();
    sent[0]?.fail();
    await expect(first).rejects.toMatchObject({ code: 'model-stall' });
    await settled();
    expect(names(sent)).toBe('abc');
  });

  it('whoever is cancelled waits no longer', async () => {
    const { asked } = scene(prefixCache);
    const stop = new AbortController();
    void asked.complete(request('a'));
    const waiting = asked.complete(request('b'), stop.signal);
    stop.abort();
    await expect(waiting).rejects.toBeInstanceOf(MicrofactoryError);
  });

  it('other beginnings, and those too short to be cached, wait for nobody', async () => {
    const { sent, asked } = scene(prefixCache);
    void asked.complete(request('a'));
    void asked.complete(request('b', `${LONG}y`));
    void asked.complete(request('c', 'short'));
    void asked.complete(request('d', 'short'));
    await settled();
    expect(names(sent)).toBe('abcd');
  });
});

it('where nothing is cached all go at once', async () => {
  const { sent, asked } = scene('none');
  for (const each of ['a', 'b', 'c']) void asked.complete(request(each));
  await settled();
  expect(names(sent)).toBe('abc');
});
