import { describe, expect, it } from 'vitest';
import { PAPER } from '../../../agents/simulated/index.ts';
import { mathsOf } from '../../../engine/maker/maths/voting-maths.ts';
import { towerTask } from '../tower-task.ts';
import { betaNodes } from './beta-nodes.ts';
import { predict } from './predict.ts';
import { raceChances } from './race-chances.ts';

const { stepWrong, expectedVotes, runRight } = mathsOf('ahead-by-k');
const MILLION = 2 ** 20 - 1;

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

describe('the noise that fits the paper', () => {
  it('gives the wrong steps in a million that were derived for it, where all rivals agree', () => {
    const wrongSteps = (k: number) =>
      betaNodes(PAPER.wrong, 400).reduce(
        (sum, { value, weight }) => sum + MILLION * weight * (value === 0 ? 0 : stepWrong(1 - value, k)),
        0,
      );
    expect(wrongSteps(1)).toBeCloseTo(237, 0);
    expect(wrongSteps(2)).toBeCloseTo(3, 1);
    expect(wrongSteps(3)).toBeCloseTo(0.08, 2);
  });

  it('has the mean of a beta distribution, and of its inverse', () => {
    const nodes = betaNodes(PAPER.flagged, 400);
    const mean = nodes.reduce((sum, { value, weight }) => sum + weight * value, 0);
    const inverse = nodes.reduce((sum, { value, weight }) => sum + weight / (1 - value), 0);
    expect(mean / (0.49 / 14.74)).toBeCloseTo(1, 3);
    expect(inverse / (13.74 / 13.25)).toBeCloseTo(1, 4);
  });

  it('predicts perfect runs of a million steps with and without the flag of legality', () => {
    const wish = { disks: 20, k: 3, noise: 'paper,hard=7' };
    const withFlag = predict(towerTask(wish));
    const without = predict(towerTask({ ...wish, legality: false }));
    expect(withFlag.perfect).toBeCloseTo(0.975, 3);
    expect(without.perfect).toBeCloseTo(0.848, 3);
    expect(withFlag.samples).toBeCloseTo(3.112, 3);
  }, 30_000);
});

describe('steady noise', () => {
  it('is predicted by the formulas of the paper', () => {
    const { perfect, samples, undecidedAfterSamples } = predict(
      towerTask({ disks: 16, k: 7, noise: 'p=0.9,v=0.8,rivals=1' }),
    );
    expect(perfect).toBeCloseTo(runRight(0.9, 7, 2 ** 16 - 1), 6);
    expect(samples).toBeCloseTo(expectedVotes(0.9, 7) / 0.8, 6);
    const afterSeven = 1 - 0.8 ** 7 * (0.9 ** 7 + 0.1 ** 7);
    expect((undecidedAfterSamples[7] ?? 0) / (2 ** 16 - 1)).toBeCloseTo(afterSeven, 6);
  });

  it('counts flagged answers, right and wrong, where they raise no flag', () => {
    const { perfect, samples } = predict(
      towerTask({ disks: 1, k: 1, noise: 'p=0.9,v=0.8,wf=0.5,rivals=1', format: false }),
    );
    expect(perfect).toBeCloseTo(0.8 * 0.9 + 0.2 * 0.5);
    expect(samples).toBeCloseTo(1);
  });
});
