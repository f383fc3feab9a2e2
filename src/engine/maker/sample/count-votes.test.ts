import { expect, it } from 'vitest';
import { countVotes } from './count-votes.ts';
import type { SampleRecord } from './sample-record.ts';

const rule = { rule: 'ahead-by-k', k: 2, maxVotes: 9, dissentSensitive: false } as const;

/** A valid sample for the key, at a place in the order asked; an empty key is a flagged one. */
function sample(index: number, key: string, requestId = String(index)): SampleRecord {
  return {
    race: 'answer',
    attempt: 0,
    index,
    key,
    requestId,
    outcome: key === '' ? 'flagged' : 'valid',
    tiers: {},
    summary: '',
    size: 1,
    needsPerson: [],
    value: 'v',
    flags: [],
    raw: 'r',
    agent: 'a',
    model: 'm',
    finish: 'stop',
    choice: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: null,
    latencyMs: 0,
  };
}

const count = (...samples: SampleRecord[]) => countVotes(samples, { race: 'answer', attempt: 0 }, rule);

it('counts in the order asked, whatever came first, and nothing behind one that is still out', () => {
  // 1 is still out: 2 and 3 must not decide before it.
  const early = count(sample(3, 'b'), sample(0, 'a'), sample(2, 'b'));
  expect([...early.standing.counts]).toEqual([['a', 1]]);
  expect(early.standing.winner).toBeUndefined();
  const whole = count(sample(3, 'b'), sample(0, 'a'), sample(2, 'b'), sample(1, 'a'));
  expect(whole.standing).toMatchObject({ winner: 'a', votes: 2 });
});

it('counts neither flagged samples nor the same completion again', () => {
  const ballot = count(sample(0, ''), sample(1, 'a', 'same'), sample(2, 'a', 'same'), sample(3, ''));
  expect([...ballot.standing.counts]).toEqual([['a', 1]]);
  expect(ballot.flagged).toBe(2);
});

it('counts one attempt alone', () => {
  const other = { ...sample(0, 'b'), attempt: 1 };
  expect([...count(other, { ...sample(0, 'c'), race: 'plan' }, sample(0, 'a')).standing.counts]).toEqual([
    ['a', 1],
  ]);
});
