import { describe, expect, it } from 'vitest';
import { mathsOf } from '../../engine/maker/maths/voting-maths.ts';
import { raceChances } from './race-chances.ts';

const { stepWrong, expectedVotes } = mathsOf('ahead-by-k');

describe('the chances of a race', () => {
  it.each([
    [0.6, 3],
    [0.9, 3],
    [0.99, 4],
    [0.6, 28],
    [0.8, 1],
  ])('with one rival are what the formulas say: p = %f, k = %i', (p, k) => {
    const { wrong, votes } = raceChances([p, 1 - p], k);
    expect(wrong / stepWrong(p, k)).toBeCloseTo(1, 5);
    expect(votes / expectedVotes(p, k)).toBeCloseTo(1, 5);
  });

  it('with two rivals are what counting all ways gives', () => {
    const { wrong, undecided } = raceChances([0.5, 0.3, 0.2], 2);
    // After two votes: all for one. After three, as two of three and one other never lead by two: the same.
    expect(undecided.slice(0, 4)).toEqual([1, 1, expect.closeTo(0.62), expect.closeTo(0.62)]);
    expect(wrong).toBeGreaterThan(0.3 ** 2 + 0.2 ** 2);
    expect(wrong).toBeLessThan(stepWrong(0.5, 2));
  });

  it('on the hardest step of the paper let the right answer win 87 times of 100', () => {
    expect(1 - raceChances([0.556, 0.296, 0.148], 3).wrong).toBeCloseTo(0.87, 2);
  });
});
