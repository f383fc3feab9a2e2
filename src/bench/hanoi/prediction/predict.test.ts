import { describe, expect, it } from 'vitest';
import { PAPER } from '../../../agents/simulated/index.ts';
import { mathsOf } from '../../../engine/maker/maths/voting-maths.ts';
import { towerTask } from '../tower-task.ts';
import { betaNodes } from '../../chances/beta-nodes.ts';
import { predict } from './predict.ts';

const { stepWrong, expectedVotes, runRight } = mathsOf('ahead-by-k');
const MILLION = 2 ** 20 - 1;

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
