import { expect, it } from 'vitest';
import { createPurse } from './purse.ts';

const signal = new AbortController().signal;
const cost = (usd: number | undefined, tokens = 0) => ({ calls: 1, tokens, usd });

it('lets nobody spend what another may still need, and lets them go on once it needed less', async () => {
  const purse = createPurse({ limits: { maxUsd: 1 } });
  const first = await purse.reserve(cost(0.7), 'm', signal);
  let isIn = false;
  const second = purse.reserve(cost(0.7), 'm', signal).then((reserved) => ((isIn = true), reserved));
  await Promise.resolve();
  expect(isIn).toBe(false);
  first.settle(cost(0.2));
  (await second).settle(cost(0.5));
  await expect(purse.reserve(cost(0.31), 'm', signal)).rejects.toMatchObject({ code: 'budget' });
  await purse.reserve(cost(0.29), 'm', signal);
});

it('says what is left and what the next request may take', async () => {
  const purse = createPurse({ limits: { maxTokens: 100 }, spent: { calls: 3, tokens: 60, usd: 0 } });
  await expect(purse.reserve(cost(undefined, 41), 'gpt', signal)).rejects.toThrow(
    'The budget for tokens has 40 left, and the next request to gpt may take up to 41; raise it and resume.',
  );
});

it('refuses at once what waited in vain: the others took what was left', async () => {
  const purse = createPurse({ limits: { maxCalls: 1 } });
  const only = await purse.reserve(cost(undefined), 'm', signal);
  const second = purse.reserve(cost(undefined), 'm', signal);
  only.settle(cost(undefined));
  await expect(second).rejects.toThrow('The budget for calls is used up; raise it and resume.');
});

it('counts what was expected of a request whose price turns out unknown', async () => {
  const purse = createPurse({ limits: { maxUsd: 1 } });
  (await purse.reserve(cost(0.6), 'm', signal)).settle(cost(undefined));
  await expect(purse.reserve(cost(0.6), 'm', signal)).rejects.toMatchObject({ code: 'budget' });
});

it('lets nobody wait who was cancelled', async () => {
  const purse = createPurse({ limits: { maxTokens: 10 } });
  await purse.reserve(cost(undefined, 10), 'm', signal).then((held) => held);
  const other = new AbortController();
  const waiting = createPurse({ limits: { maxTokens: 10 } });
  const held = await waiting.reserve(cost(undefined, 6), 'm', signal);
  const second = waiting.reserve(cost(undefined, 6), 'm', other.signal);
  other.abort();
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  held.settle(cost(undefined, 6));
});
