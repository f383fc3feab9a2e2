import { expect, it } from 'vitest';
import { racesOfSpellings } from './votes.ts';

it('needs many more votes where the right answer has many spellings, and errs more often', () => {
  const [one, eight] = [racesOfSpellings(1, 1000), racesOfSpellings(8, 1000)];
  expect(one.right).toBeGreaterThan(0.985);
  expect(one.votes).toBeLessThan(5.2);
  expect(eight.right).toBeLessThan(0.8);
  expect(eight.votes).toBeGreaterThan(50);
});

it('comes out the same every time', () => {
  expect(racesOfSpellings(4, 50)).toEqual(racesOfSpellings(4, 50));
});
