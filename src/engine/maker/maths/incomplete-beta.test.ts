import { describe, expect, it } from 'vitest';
import { incompleteBeta } from './incomplete-beta.ts';
import { logGamma } from './log-gamma.ts';

it.each([
  [1, 0],
  [0.5, Math.log(Math.PI) / 2],
  [11, Math.log(3628800)],
  [1e-6, 13.815509980749431],
  [100, 359.1342053695754],
])('ln Γ(%f) is %f', (x, value) => {
  expect(logGamma(x)).toBeCloseTo(value, 10);
});

describe('incomplete beta function', () => {
  it.each([
    [0.3, 1, 1, 0.3],
    [0.25, 2, 1, 0.0625],
    [0.25, 1, 2, 0.4375],
    [0.5, 10, 7, 0.2272491455078125],
    [0.05, 0.5, 0.5, 0.143566293129],
  ])('I_%f(%f, %f) is %f', (x, a, b, value) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(value, 10);
  });

  it('is the other tail from the other side', () => {
    for (const [a, b] of [
      [0.7, 12],
      [3, 3],
      [4000, 25],
    ] as const) {
      for (const x of [0.001, 0.3, 0.9, 0.995]) {
        expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 9);
      }
    }
  });

  it('ends at 0 and 1, and keeps a tail of 1e-60', () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
    expect(incompleteBeta(1e-20, 3, 1) / 1e-60).toBeCloseTo(1, 9);
  });
});
