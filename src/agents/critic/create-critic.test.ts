import { beforeEach, describe, expect, it } from 'vitest';
import { place, stepOf } from '../../../test/support/code-fixture.ts';
import { answerOf } from '../../../test/support/toy-domain.ts';
import { MicrofactoryError, type ErrorCode } from '../../engine/error.ts';
import type { ProposeRequest, RawAnswer } from '../../engine/ports/microagent.ts';
import { createCritic } from './create-critic.ts';

const signal = new AbortController().signal;
let asked: ProposeRequest[];
let warnings: string[];
beforeEach(() => {
  asked = [];
  warnings = [];
});

function requestOf(more: Partial<ProposeRequest> = {}): ProposeRequest {
  const evidence = {
    ...{
      goal: 'goal',
      step: stepOf([]),
      place,
      files: [],
      failures: [],
      outline: [],
      feedback: [],
      notes: [],
    },
  };
  return { role: 'solver', stepId: '1', sampleIndex: 4, seed: 's', evidence, maxTokens: 4096, ...more };
}

/** A critic whose model gives these one after the other; the last one repeats. */
function critic(...replies: readonly (string | Partial<RawAnswer> | MicrofactoryError)[]) {
  const propose = (request: ProposeRequest): Promise<RawAnswer> => {
    asked.push(request);
    const reply = replies[Math.min(asked.length, replies.length) - 1] ?? '';
    if (reply instanceof MicrofactoryError) return Promise.reject(reply);
    return Promise.resolve({
      ...answerOf('', request),
      ...{ model: 'judge', usage: { input: 30, output: 7, cachedInput: 0 }, costUsd: 0.02 },
      ...(typeof reply === 'string' ? { text: reply } : reply),
    });
  };
  const onWarning = (sentence: string): void => void warnings.push(sentence);
  return createCritic({ agent: { name: 'llm', propose }, maxTokens: 64, onWarning });
}

const failure = (code: ErrorCode): MicrofactoryError =>
  new MicrofactoryError({ code, message: 'No more of it.' });
const FLAGS = '{"flag": true, "reason": "It returns nothing.\\nAnd more."}';

describe('a critique', () => {
  it('shows the answer alone, in the words of a critic and within a limit of its own', async () => {
    await critic('{"flag": false}')({ request: requestOf(), text: 'the answer' }, signal);
    expect(asked).toMatchObject([
      { role: 'solution_discriminator', options: ['the answer'], maxTokens: 64, stepId: '1' },
    ]);
  });

  it('flags with the name of the model and its first line, what it said as evidence, and tells what it cost', async () => {
    const critique = await critic(FLAGS)({ request: requestOf(), text: 'a' }, signal);
    expect(critique).toEqual({
      flags: [{ rule: 'llm-critique', reason: 'judge flags it: It returns nothing.', evidence: FLAGS }],
      ...{ calls: 1, inputTokens: 30, outputTokens: 7, costUsd: 0.02 },
    });
    expect(warnings).toEqual([]);
  });

  it('says that its price is unknown rather than nothing', async () => {
    const [free] = [{ text: '{"flag": false}', costUsd: undefined } as unknown as Partial<RawAnswer>];
    expect(await critic(free)({ request: requestOf(), text: 'a' }, signal)).toMatchObject({ costUsd: null });
  });

  it('is asked once about equal answers to a step, and anew for another step, role or feedback', async () => {
    const judge = critic(FLAGS);
    const ask = (more: Partial<ProposeRequest> = {}, text = 'a') =>
      judge({ request: requestOf(more), text }, signal);
    const [first, again] = [await ask(), await ask({ sampleIndex: 9, seed: 't' })];
    expect(again).toEqual({ flags: first.flags, calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });
    const told = { ...requestOf().evidence, feedback: ['Now with words.'] };
    for (const more of [{ stepId: '2' }, { role: 'decomposition' as const }, { evidence: told }])
      expect(await ask(more)).toMatchObject({ calls: 1 });
    expect(await ask({}, 'b')).toMatchObject({ calls: 1 });
    expect(asked).toHaveLength(5);
  });
});

describe('a critique that says nothing of the answer flags nothing, which is said once', () => {
  it.each([
    ['prose', 'Looks wrong to me, flag: true'],
    ['JSON without a verdict', '{"reason": "wrong"}'],
    ['a verdict that is neither', '{"flag": "true"}'],
    ['silence', ''],
  ])('%s', async (_what, reply) => {
    const judge = critic(reply);
    for (const text of ['a', 'b'])
      expect(await judge({ request: requestOf(), text }, signal)).toMatchObject({
        flags: [],
        calls: 1,
        outputTokens: 7,
      });
    expect(warnings).toEqual([
      'A critique flags nothing, since what it says is not {"flag": true} or {"flag": false} in JSON: look at prompt_template, model and max_tokens of llm_critique in red_flaggers.',
    ]);
  });

  it.each(['model-refusal', 'model-truncated', 'model-stall'] as const)(
    'a call that ends with %s',
    async (code) => {
      const critique = await critic(failure(code))({ request: requestOf(), text: 'a' }, signal);
      expect(critique).toEqual({ flags: [], calls: 1, inputTokens: 0, outputTokens: 0, costUsd: null });
      expect(warnings).toEqual([expect.stringContaining('since No more of it: look at prompt_template')]);
    },
  );
});

it('a key that is refused stops the session, and the answer is looked over anew when it goes on', async () => {
  const judge = critic(failure('model-auth'), FLAGS);
  const looked = () => judge({ request: requestOf(), text: 'a' }, signal);
  await expect(looked()).rejects.toMatchObject({ code: 'model-auth' });
  expect((await looked()).flags).toHaveLength(1);
});
