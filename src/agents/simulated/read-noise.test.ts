import { expect, it } from 'vitest';
import type { Noise } from '../../engine/maker/simulation.ts';
import { PAPER, readNoiseModel } from './noise-model.ts';
import { readNoise } from './read-noise.ts';

const atStep = (model: string, seed: string, step: number): Noise => {
  const noise = readNoise(model);
  return typeof noise === 'function' ? noise(seed, String(step)) : noise;
};

it.each([
  ['simulated', 0, 0, [1, 1], 0.06],
  ['p=0.9', 0.1, 0, [1, 1], 0.06],
  ['p=1', 0, 0, [1, 1], 0.06],
  ['p=.75,v=0.97', 0.25, 0.03, [1, 1], 0.06],
  ['p=0.6,rivals=1', 0.4, 0, [1], 0.06],
  ['p=0.6,wf=1,rivals=2,v=.5', 0.4, 0.5, [1, 1], 1],
])('reads %s', (model, wrong, flagged, rivals, wrongWhenFlagged) => {
  const noise = atStep(model, 'a', 1);
  expect(noise.wrong).toBeCloseTo(wrong);
  expect(noise.flagged).toBeCloseTo(flagged);
  expect(noise).toMatchObject({ rivals, wrongWhenFlagged });
});

it.each([
  ...[
    'gpt-4',
    'p=',
    'p=1.5',
    'p=0.9,v=2',
    'p=0.9 ',
    'v=0.9',
    'p=0.9,v=0.9,v=0.9',
    'p=0.9,rivals=3',
    'p=0.9,',
  ],
  ...[
    'paper,p=0.9',
    'paper,hard=0',
    'paper,hard=x',
    'Paper',
    'p=0.9,hard=1',
    'simulated,rivals=4',
    'p=-1',
    '',
  ],
])('refuses %s', (model) => {
  expect(() => readNoiseModel(model)).toThrow(`The provider simulated has no model ${model}: name how often`);
});

it('draws the noise of a step from the distributions that fit the paper, the same for the same seed and step', () => {
  expect(atStep('paper', 'a', 7)).toEqual(atStep('paper', 'a', 7));
  expect(atStep('paper', 'b', 7)).not.toEqual(atStep('paper', 'a', 7));
  const steps = 200_000;
  let flagged = 0;
  let wrong = 0;
  let doubted = 0;
  for (let step = 1; step <= steps; step += 1) {
    const noise = atStep('paper', 'a', step);
    flagged += noise.flagged;
    wrong += noise.wrong;
    if (noise.wrong > 0.01) doubted += 1;
  }
  const mean = ({ a, b }: { a: number; b: number }) => a / (a + b);
  expect(flagged / steps / mean(PAPER.flagged)).toBeCloseTo(1, 1);
  expect(wrong / steps / mean(PAPER.wrong)).toBeCloseTo(1, 1);
  // 1 − the regularised incomplete beta function at 0.01, by numeric integration.
  expect(doubted / steps / 0.005642).toBeCloseTo(1, 1);
});

it('plants a hard step on which both rivals break the rules', () => {
  expect(atStep('paper,hard=7,wf=0.1', 'a', 7)).toMatchObject({
    ...{ wrong: 0.444, rivals: [2, 1], unlawful: true, wrongWhenFlagged: 0.1 },
  });
  expect(atStep('paper,hard=7', 'a', 7).flagged).toBe(atStep('paper', 'a', 7).flagged);
  expect(atStep('paper,hard=7', 'a', 8)).toEqual(atStep('paper', 'a', 8));
});
