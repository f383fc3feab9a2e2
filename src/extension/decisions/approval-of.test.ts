import { expect, test } from 'vitest';
import { sampleDetail, vote, waitingFor } from '../testing/session-samples.ts';
import { approvalOf } from './approval-of.ts';
import { evidenceLine } from './evidence-line.ts';

const detail = sampleDetail({ votes: [vote('A', 4, true), vote('B', 1)] });
const yes = (trigger: string, label?: string) => approvalOf({ wait: waitingFor(trigger), detail }, label);

test('a yes without an answer, or to the one that leads, approves', () => {
  expect(yes('approval')).toEqual({ kind: 'approve' });
  expect(yes('approval', 'A')).toEqual({ kind: 'approve' });
});

test('a yes in the diff of another answer picks that one: it never approves what was not shown', () => {
  expect(yes('approval', 'B')).toEqual({ kind: 'pick', label: 'B' });
});

test('a yes approves only the answer that is up for it, whoever won the vote before a person chose another', () => {
  const chosen = {
    ...detail,
    diffs: [
      { label: 'B', diff: '+b' },
      { label: 'A', diff: '+a' },
    ],
  };
  const gate = { wait: waitingFor('protected'), detail: chosen };
  expect(approvalOf(gate, 'B')).toEqual({ kind: 'approve' });
  expect(approvalOf(gate, 'A')).toEqual({ kind: 'pick', label: 'A' });
});

test('where nothing was decided, a yes to an answer picks it, and a yes to nothing means nothing', () => {
  expect(yes('undecided', 'B')).toEqual({ kind: 'pick', label: 'B' });
  expect(yes('undecided')).toBeUndefined();
});

test.each(['budget', 'error'])('no yes mends %s', (trigger) => {
  expect(yes(trigger)).toBeUndefined();
});

test('the evidence says why it waits, how the votes stand and what was verified', () => {
  const flagged = sampleDetail({
    votes: [vote('A', 4, true), vote('B', 1)],
    red_flags: [{ rule: 'too-long', count: 2 }],
  });
  expect(evidenceLine(waitingFor('red-flags'), flagged)).toBe(
    'because of red-flags · A 4 – B 1 · 2 red flags',
  );
});
