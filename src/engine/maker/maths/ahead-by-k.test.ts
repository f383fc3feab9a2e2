import { describe, expect, it } from 'vitest';
import { expectedVotes, leastK, runRight, stepRight } from './ahead-by-k.ts';

const MILLION = 2 ** 20 - 1;

describe('ahead-by-k', () => {
  it.each([
    [0.6, 42],
    [0.7, 20],
    [0.8, 13],
    [0.85, 10],
    [0.9, 8],
    [0.95, 6],
    [0.975, 5],
    [0.99, 4],
    [0.998, 3],
    [0.9999, 2],
  ])('a million steps at p = %f want k = %i for 95 %%', (p, k) => {
    expect(leastK(p, MILLION, 0.95)).toBe(k);
    expect(runRight(p, k, MILLION)).toBeGreaterThanOrEqual(0.95);
    expect(runRight(p, k - 1, MILLION)).toBeLessThan(0.95);
  });

  it.each([
    [0.9, 10],
    [0.95, 8],
    [0.99, 5],
    [0.998, 4],
  ])('a million steps at p = %f want k = %i for 99.9 %%', (p, k) => {
    expect(leastK(p, MILLION, 0.999)).toBe(k);
  });

  it.each([
    [0.6, 0.229, 8.14],
    [0.8, 0.0154, 4.85],
    [0.9, 1.37e-3, 3.74],
    [0.95, 1.46e-4, 3.33],
    [0.99, 1.03e-6, 3.06],
  ])('ahead-by-3 at p = %f is wrong %f of the time in %f votes', (p, wrong, votes) => {
    expect((1 - stepRight(p, 3)) / wrong).toBeCloseTo(1, 1);
    expect(expectedVotes(p, 3)).toBeCloseTo(votes, 2);
  });

  it('is sound at the edges', () => {
    expect(expectedVotes(0.5, 3)).toBe(9);
    expect(leastK(0.5, 10, 0.9)).toBe(Infinity);
    expect(leastK(1, 10, 0.9)).toBe(1);
    expect(leastK(0.99, 1e9, 0.99)).toBe(6);
  });
});
