import { describe, expect, it } from 'vitest';
import { expectedVotes, leastK, runRight, stepRight, stepWrong } from './first-to-k.ts';

/** C(k−1+j, j), j < k, one after the other. */
function sumOfLosers(k: number, term: (ways: number, losers: number) => number): number {
  let ways = 1;
  let sum = 0;
  for (let losers = 0; losers < k; losers += 1) {
    sum += term(ways, losers);
    ways = (ways * (k + losers)) / (losers + 1);
  }
  return sum;
}

describe('first-to-k', () => {
  it.each([
    [0.6, 0.317, 4.07],
    [0.8, 0.0579, 3.63],
    [0.9, 8.56e-3, 3.32],
  ])('first-to-3 at p = %f is wrong %f of the time in %f votes', (p, wrong, votes) => {
    expect(Math.abs(stepWrong(p, 3) / wrong - 1)).toBeLessThan(5e-3);
    expect(expectedVotes(p, 3)).toBeCloseTo(votes, 2);
  });

  it.each([0.3, 0.5, 0.6, 0.9, 0.999])('is the sum over the votes of the loser at p = %f', (p) => {
    for (const k of [1, 2, 3, 7, 20]) {
      const right = sumOfLosers(k, (ways, losers) => ways * p ** k * (1 - p) ** losers);
      const wrong = sumOfLosers(k, (ways, losers) => ways * (1 - p) ** k * p ** losers);
      const votes = sumOfLosers(
        k,
        (ways, losers) => (k + losers) * ways * (p ** k * (1 - p) ** losers + (1 - p) ** k * p ** losers),
      );
      expect(stepRight(p, k)).toBeCloseTo(right, 12);
      expect(stepWrong(p, k) / wrong).toBeCloseTo(1, 9);
      expect(expectedVotes(p, k)).toBeCloseTo(votes, 9);
    }
  });

  it.each([
    // From rational arithmetic with 60 digits.
    [0.500001, 40, 0.499992885769698457],
    [0.999999999, 5, 1.25999999580000001e-43],
    [0.6, 200, 2.69114322783837331e-5],
  ])('is precise at p = %f, k = %i', (p, k, wrong) => {
    expect(stepWrong(p, k) / wrong).toBeCloseTo(1, 6);
  });

  it.each([
    [0.6, 349],
    [0.7, 82],
    [0.8, 33],
    [0.85, 22],
    [0.9, 15],
    [0.95, 9],
    [0.975, 7],
    [0.99, 5],
    [0.998, 4],
    [0.9999, 2],
  ])('a million steps at p = %f want k = %i for 95 %%', (p, k) => {
    expect(leastK(p, 2 ** 20 - 1, 0.95)).toBe(k);
    expect(runRight(p, k, 2 ** 20 - 1)).toBeGreaterThanOrEqual(0.95);
    expect(runRight(p, k - 1, 2 ** 20 - 1)).toBeLessThan(0.95);
  });

  it.each([
    [0.6, 0.999, 607],
    [0.9, 0.95, 21],
    [0.999999, 0.99, 2],
  ])('a billion steps at p = %f for success %f want k = %i', (p, target, k) => {
    expect(leastK(p, 1e9, target)).toBe(k);
  });

  it('has its limits at p = ½, 1 and 0', () => {
    expect(stepRight(0.5, 9)).toBe(0.5);
    expect([stepRight(1, 3), stepWrong(1, 3), expectedVotes(1, 3), runRight(1, 1, 1e9)]).toEqual([
      1, 0, 3, 1,
    ]);
    expect([stepRight(0, 3), stepWrong(0, 3), expectedVotes(0, 3)]).toEqual([0, 1, 3]);
    expect(leastK(0.5, 10, 0.9)).toBe(Infinity);
    expect(leastK(0.5 + 1e-9, 1e9, 0.99)).toBe(Infinity);
    expect(leastK(0.9, 10, 1)).toBe(Infinity);
    expect(leastK(1, 10, 1)).toBe(1);
  });
});
