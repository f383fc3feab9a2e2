import { describe, expect, it } from 'vitest';
import { expectedVotes, leastK, runRight, stepRight, stepWrong } from './ahead-by-k.ts';

const MILLION = 2 ** 20 - 1;

/** Within so many units of the third digit that the paper's tables give. */
function expectDigits(value: number, digits: number): void {
  expect(Math.abs(value / digits - 1)).toBeLessThan(5e-3);
}

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
    expectDigits(stepWrong(p, 3), wrong);
    expect(stepRight(p, 3)).toBeCloseTo(1 - wrong, 3);
    expect(expectedVotes(p, 3)).toBeCloseTo(votes, 2);
  });

  it.each([
    // From rational arithmetic with 60 digits.
    [0.500001, 40, 0.49996000000008528],
    [0.999999999, 5, 1.000000005000000015e-45],
    [0.6, 200, 6.0498998981937487e-36],
  ])('is precise at p = %f, k = %i', (p, k, wrong) => {
    expect(stepWrong(p, k) / wrong).toBeCloseTo(1, 6);
    expect(stepRight(p, k) + stepWrong(p, k)).toBeCloseTo(1, 12);
  });

  it.each([
    [0.6, 0.999, 69],
    [0.51, 0.9, 575],
    [0.9, 0.95, 11],
    [0.999999, 0.99, 2],
    [0.99, 0.99, 6],
  ])('a billion steps at p = %f for success %f want k = %i', (p, target, k) => {
    expect(leastK(p, 1e9, target)).toBe(k);
    expect(runRight(p, k, 1e9)).toBeGreaterThanOrEqual(target);
    expect(runRight(p, k - 1, 1e9)).toBeLessThan(target);
  });

  it('keeps the digits of a billion steps', () => {
    expect(runRight(0.9, 11, 1e9)).toBeCloseTo(0.968636026352, 10);
  });

  it('has its limits at p = ½, 1 and 0', () => {
    expect(stepRight(0.5, 7)).toBe(0.5);
    expect(expectedVotes(0.5, 3)).toBe(9);
    expect(expectedVotes(0.5 + 1e-12, 3)).toBeCloseTo(9, 9);
    expect(expectedVotes(0.5 - 1e-6, 30)).toBeCloseTo(900, 3);
    expect([stepRight(1, 3), stepWrong(1, 3), expectedVotes(1, 3), runRight(1, 1, 1e9)]).toEqual([
      1, 0, 3, 1,
    ]);
    expect([stepRight(0, 3), stepWrong(0, 3), expectedVotes(0, 3), runRight(0, 3, 2)]).toEqual([0, 1, 3, 0]);
  });

  it('says which success no k, and which the least k, can give', () => {
    expect(leastK(0.5, 10, 0.9)).toBe(Infinity);
    expect(leastK(0.9, 10, 1)).toBe(Infinity);
    expect(leastK(1, 10, 1)).toBe(1);
    expect(leastK(0.6, 10, 0)).toBe(1);
    expect(leastK(0.6, 0, 0.99)).toBe(1);
    expect(leastK(0.6, 1, 0.3)).toBe(1);
    expect(leastK(0.5 + 1e-9, 1e9, 0.99)).toBeGreaterThan(1e9);
  });
});
