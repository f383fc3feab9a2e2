import { expect, test } from 'vitest';
import { isGrave, questionKind } from '../../protocol/questions.ts';
import { sampleDetail, vote, waitingFor } from '../testing/session-samples.ts';
import { questionOf } from './allowed-answers.ts';

const raced = sampleDetail({ votes: [vote('A', 4, true), vote('B', 1)] });
const bare = sampleDetail();
const kinds = (trigger: string, detail = raced) =>
  questionOf({ wait: waitingFor(trigger), detail })?.answers.map(({ kind }) => kind);

test.each(['approval', 'unverified', 'low-margin', 'red-flags', 'resamples', 'protected', 'doubt'])(
  'at %s a decided answer can be approved, edited, rejected or exchanged',
  (trigger) => {
    expect(kinds(trigger)).toEqual(['approve', 'edit', 'reject', 'more', 'pick', 'skip', 'stop']);
  },
);

test.each(['undecided', 'no-answer', 'verification'])(
  'at %s nothing was decided, so nothing can be approved',
  (trigger) => {
    expect(kinds(trigger)).toEqual(['pick', 'more', 'edit', 'reject', 'skip', 'stop']);
  },
);

test.each([
  ['verifier', ['approve', 'stop']],
  ['delivery', ['approve', 'skip', 'stop']],
  ['conflict', ['approve', 'skip', 'stop']],
])('at %s there is a yes or an end', (trigger, expected) => {
  expect(kinds(trigger, bare)).toEqual(expected);
});

test.each(['verifier', 'delivery', 'conflict', 'protected'])('a yes at %s is said twice', (trigger) => {
  expect(isGrave(waitingFor(trigger))).toBe(true);
});

test.each(['approval', 'undecided', 'budget', 'toString'])('a yes at %s is said once', (trigger) => {
  expect(isGrave(waitingFor(trigger))).toBe(false);
});

test.each(['budget', 'error', 'model-auth', 'agent', 'interrupted', 'constructor', 'something new'])(
  '%s is mended outside: no decision opens it',
  (trigger) => {
    expect(questionKind(waitingFor(trigger))).toBeUndefined();
    expect(kinds(trigger)).toBeUndefined();
  },
);

test('what leads can’t be picked where it can be approved, so one answer is nothing to pick from', () => {
  const single = sampleDetail({ votes: [vote('A', 4, true)] });
  expect(kinds('approval', single)).not.toContain('pick');
  expect(kinds('undecided', single)).toContain('pick');
});

test('without an answer there is nothing to edit or to pick', () => {
  expect(kinds('no-answer', bare)).toEqual(['more', 'reject', 'skip', 'stop']);
});

test('where no answers were voted on, plans can be picked', () => {
  const planned = sampleDetail({}, [
    { label: 'A', votes: 2, steps: ['one', 'two'] },
    { label: 'B', votes: 1, steps: ['other'] },
  ]);
  expect(questionOf({ wait: waitingFor('plan'), detail: planned })?.pickable).toEqual([
    { label: 'B', votes: 1, summary: 'other' },
  ]);
  expect(kinds('plan', planned)).toEqual(['approve', 'reject', 'pick', 'stop']);
});
