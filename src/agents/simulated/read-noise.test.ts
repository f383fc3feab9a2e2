import { expect, it } from 'vitest';
import { readNoise } from './read-noise.ts';

it.each([
  ['simulated', 0, 0],
  ['p=0.9', 0.1, 0],
  ['p=1', 0, 0],
  ['p=.75,v=0.97', 0.25, 0.03],
])('reads %s', (model, wrong, flagged) => {
  const noise = readNoise(model);
  expect(noise.wrong).toBeCloseTo(wrong);
  expect(noise.flagged).toBeCloseTo(flagged);
});

it.each(['gpt-4', 'p=', 'p=1.5', 'p=0.9,v=2', 'p=0.9 ', 'v=0.9'])('refuses %s', (model) => {
  expect(() => readNoise(model)).toThrow(`The provider simulated has no model ${model}: name how often`);
});
