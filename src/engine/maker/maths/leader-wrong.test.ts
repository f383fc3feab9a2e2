import { expect, it } from 'vitest';
import { leaderWrong, RARE_HARD_STEPS } from './leader-wrong.ts';

it('3–0 and 9–6 are both a lead of 3, and are not the same', () => {
  expect(leaderWrong(3, 0)).toBeCloseTo(3.33e-7, 9);
  expect(leaderWrong(9, 6)).toBeCloseTo(0.4, 6);
});

it('with rare hard steps, a leader is wrong about as often as votes dissent', () => {
  for (const [votes, dissent] of [
    [4, 1],
    [5, 1],
    [7, 2],
    [12, 6],
  ] as const) {
    expect(leaderWrong(votes, dissent)).toBeCloseTo(dissent / (votes + dissent), 5);
  }
});

it('is what the counts say when the chance of a vote is known, whatever the dissent', () => {
  const known = { wrong: 0.1e9, right: 0.9e9 };
  const apart = 1 / (1 + 9 ** 3);
  expect(leaderWrong(3, 0, known)).toBeCloseTo(apart, 6);
  expect(leaderWrong(9, 6, known)).toBeCloseTo(apart, 6);
});

it('knows nothing of a tie', () => {
  expect(leaderWrong(4, 4, RARE_HARD_STEPS)).toBe(0.5);
});
