import { expect, test } from 'vitest';
import type { StepDetail, VoteClass } from '../../protocol/session.ts';
import { stepDetail, waiting } from '../testing/snapshots.ts';
import { gateOffers } from './gate-offers.ts';

const vote = (label: string, votes: number, winner = false): VoteClass => {
  return { label, key: `key-${label}`, votes, summary: label, winner };
};

function detail(more: Partial<StepDetail> = {}, votes: VoteClass[] = []): StepDetail {
  return { ...stepDetail('a', null, 's1', { votes }), ...more };
}

const raced = detail({ diffs: [{ label: 'A', diff: '+x' }] }, [vote('A', 4, true), vote('B', 1)]);
const planned = detail({ proposals: [{ label: 'A', votes: 3, steps: ['one', 'two'] }] });

const kinds = (trigger: string, evidence: StepDetail) =>
  gateOffers(waiting('a', 1, trigger), evidence).offers.map(({ kind }) => kind);

test.each(['undecided', 'no-answer', 'verification'])(
  'at %s nothing was decided, so nothing is approved',
  (trigger) => {
    expect(kinds(trigger, raced)).toEqual(['pick', 'more', 'edit', 'reject', 'skip', 'stop']);
  },
);

test.each(['approval', 'unverified', 'low-margin', 'red-flags', 'resamples', 'protected', 'doubt'])(
  'at %s a decided candidate can be approved, edited, rejected or exchanged',
  (trigger) => {
    expect(kinds(trigger, raced)).toEqual(['approve', 'edit', 'reject', 'more', 'pick', 'skip', 'stop']);
  },
);

test.each([
  ['verifier', ['approve', 'stop']],
  ['delivery', ['approve', 'skip', 'stop']],
  ['conflict', ['approve', 'skip', 'stop']],
])('at %s a yes or an end are all there is', (trigger, expected) => {
  expect(kinds(trigger, detail())).toEqual(expected);
});

test.each(['verifier', 'delivery', 'conflict', 'protected'])('a yes at %s is grave', (trigger) => {
  expect(gateOffers(waiting('a', 1, trigger), raced).grave).toBe(true);
});

test.each(['budget', 'error', 'key', 'something-new', 'interrupted', 'constructor'])(
  '%s is mended outside: no decision opens it',
  (trigger) => {
    expect(gateOffers(waiting('a', 1, trigger), raced)).toMatchObject({ decidable: false, offers: [] });
  },
);

test('what leads cannot be picked where it can be approved', () => {
  expect(gateOffers(waiting('a', 1, 'approval'), raced).pickable.map(({ label }) => label)).toEqual(['B']);
  expect(gateOffers(waiting('a', 1, 'undecided'), raced).pickable.map(({ label }) => label)).toEqual([
    'A',
    'B',
  ]);
});

test('without a candidate nothing can be edited or picked', () => {
  expect(kinds('no-answer', detail())).toEqual(['more', 'reject', 'skip', 'stop']);
});

test('a plan is approved only when there is one, and its rivals can be picked', () => {
  expect(kinds('plan', detail())).toEqual(['reject', 'stop']);
  expect(kinds('plan', planned)).toEqual(['approve', 'reject', 'stop']);
  const rival = { label: 'B', votes: 1, steps: ['other'] };
  const voted = detail({ proposals: [...planned.proposals, rival] }, [vote('A', 3, true), vote('B', 1)]);
  expect(gateOffers(waiting('a', 1, 'plan'), voted).pickable).toEqual([
    { label: 'B', votes: 1, summary: 'other' },
  ]);
});
