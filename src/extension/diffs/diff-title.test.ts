import { expect, test } from 'vitest';
import type { StepSummary } from '../../protocol/session.ts';
import { titleOfAnswer, titleOfComparison, titleOfEdit, titleOfResult } from './diff-title.ts';

function step(step_id: string, votes: Record<string, number>): StepSummary {
  const classes = Object.entries(votes).map(([label, count]) => ({ label, votes: count }));
  return { step_id, votes: classes } as unknown as StepSummary;
}

const seventh = step('s7', { A: 4, B: 1, C: 0 });

test.each([
  ['calc.js — step 7, answer A (4–1)', titleOfAnswer(seventh, 'A', ['src/calc.js'])],
  ['step 7, answer B (1–4)', titleOfAnswer(seventh, 'B', ['a', 'b', 'c'])],
  ['calc.js — split debts, answer A (2–0)', titleOfAnswer(step('split debts', { A: 2 }), 'A', ['calc.js'])],
  ['calc.js — step 7, answer D', titleOfAnswer(seventh, 'D', ['calc.js'])],
  [
    'calc.js — step 7, answer B against A',
    titleOfComparison(seventh, { leading: 'A', other: 'B' }, ['calc.js']),
  ],
  ['calc.js — step 7, answer A, my edits', titleOfEdit(seventh, 'A', ['src\\calc.js'])],
  ['changes of “Fix the tests”', titleOfResult(' Fix\nthe  tests ', ['a', 'b'])],
])('%s', (wanted, title) => {
  expect(title).toBe(wanted);
});

test('the title of a session with a long task stays short', () => {
  expect(titleOfResult('x'.repeat(500), ['a']).length).toBeLessThan(70);
});
