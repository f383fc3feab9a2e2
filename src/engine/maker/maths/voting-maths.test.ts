import { expect, it } from 'vitest';
import { expectedCost, expectedSamples, mathsOf, scalingCost } from './voting-maths.ts';

const run = { rule: 'ahead-by-k', p: 0.9, v: 0.968, k: 8, steps: 2 ** 20 - 1 } as const;

it('counts the samples of a run, the flagged ones too', () => {
  expect(expectedSamples({ ...run, p: 1, v: 1, k: 3 })).toBe(3 * run.steps);
  expect(expectedSamples(run)).toBeCloseTo(
    (run.steps * mathsOf('ahead-by-k').expectedVotes(0.9, 8)) / 0.968,
    3,
  );
  expect(expectedSamples({ ...run, rule: 'first-to-k', p: 0.8, v: 0.5, k: 3, steps: 10 })).toBeCloseTo(
    72.672,
    6,
  );
});

it('costs no more than the law by which it grows, and comes to it', () => {
  const excess = (k: number) => scalingCost({ ...run, k }, 1) / expectedCost({ ...run, k }, 1) - 1;
  expect(excess(1)).toBeGreaterThan(0.2);
  expect(excess(3)).toBeGreaterThan(1e-3);
  expect(Math.abs(excess(30))).toBeLessThan(1e-12);
  expect(scalingCost(run, 0.001)).toBeCloseTo((0.001 * run.steps * 8) / (0.968 * 0.8), 6);
});
