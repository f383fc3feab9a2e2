import { expect, it } from 'vitest';
import type { ProposeRequest } from '../../engine/ports/microagent.ts';
import { createSimulatedAgent } from './create-simulated-agent.ts';

const signal = new AbortController().signal;
const asked = (sampleIndex: number, seed = 'a') =>
  ({ seed, stepId: 's', role: 'solver', sampleIndex }) as ProposeRequest;

const agent = createSimulatedAgent({
  answers: [
    { text: 'right', weight: 8 },
    { text: 'wrong', weight: 1 },
    { text: 'never', weight: 0 },
    { text: 'long', weight: 1, finish: 'length', outputTokens: 900 },
  ],
});

it('answers as a function of seed, step, role and sample index, in whatever order it is asked', async () => {
  const forwards = await Promise.all(
    Array.from({ length: 20 }, (_, index) => agent.propose(asked(index), signal)),
  );
  const backwards = await Promise.all(
    Array.from({ length: 20 }, (_, index) => agent.propose(asked(19 - index), signal)),
  );
  expect(backwards.reverse()).toEqual(forwards);
  const others = await Promise.all(
    Array.from({ length: 20 }, (_, index) => agent.propose(asked(index, 'b'), signal)),
  );
  expect(others.map((each) => each.text)).not.toEqual(forwards.map((each) => each.text));
  expect(new Set(forwards.map((each) => each.requestId)).size).toBe(20);
});

it('draws from the distribution it was given', async () => {
  const answers = await Promise.all(
    Array.from({ length: 4000 }, (_, index) => agent.propose(asked(index), signal)),
  );
  const share = (text: string) => answers.filter((each) => each.text === text).length / answers.length;
  expect(share('right')).toBeGreaterThan(0.77);
  expect(share('right')).toBeLessThan(0.83);
  expect(share('wrong')).toBeGreaterThan(0.08);
  expect(share('wrong')).toBeLessThan(0.12);
  expect(share('never')).toBe(0);
});

it('follows a script, which may flag an answer or have none', async () => {
  const scripted = createSimulatedAgent({
    answers: ({ sampleIndex }) =>
      sampleIndex === 0 ? 'A' : { text: '', noAnswer: { reason: 'budget', detail: 'searched 60 s' } },
  });
  expect((await scripted.propose(asked(0), signal)).text).toBe('A');
  expect((await scripted.propose(asked(1), signal)).noAnswer?.reason).toBe('budget');
});

it('stops when cancelled', async () => {
  await expect(agent.propose(asked(0), AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});
