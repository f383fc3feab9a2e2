import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compare, predict, workOut, type ProductTask } from './index.ts';
import { longMultiplication } from './long-multiplication.ts';

const folder = mkdtempSync(join(tmpdir(), 'products-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TASK: ProductTask = { digits: 2, k: 2, noise: 'p=0.85,rivals=1', split: true, legality: false };

const PRODUCTS = 24;

/** The seeds are fixed, so that it agrees always or never. */
async function compared(wish: Partial<ProductTask>, products: number) {
  const task = { ...TASK, ...wish };
  const seeds = Array.from({ length: products }, (_, index) => String(index + 1));
  return compare(task, await workOut({ task, seeds, folder }));
}

describe('the prediction', () => {
  const right = (wish: Partial<ProductTask>) => predict({ ...TASK, ...wish }).right;

  it('is a product of chances where every decision is one vote: 3n − 2 of them', () => {
    expect(right({ k: 1, digits: 5 })).toBeCloseTo(0.85 ** 13);
    expect(predict({ ...TASK, k: 1, noise: 'p=1', digits: 5 }).samples).toBe(13);
  });

  it('is one chance for each pair of digits where nothing is split', () => {
    expect(right({ k: 1, split: false })).toBeCloseTo(0.85 ** 4);
  });

  it('is certain where everything wrong is flagged', () => {
    expect(right({ legality: true, noise: 'p=0.5' })).toBe(1);
  });

  it('counts all ways to a plan: k = 2 takes three proposals and, where they differ, a race', () => {
    const [p, q] = [0.85, 0.15];
    const race = p ** 2 / (p ** 2 + q ** 2);
    const plan = p ** 3 + (1 - p ** 3 - q ** 3) * race;
    expect(right({})).toBeCloseTo(plan * race ** 3);
  });

  it('has the shape of the paper: products of steps that differ need a wider lead', () => {
    const paper = { digits: 6, noise: 'p=0.9553,rivals=1,alike=5' };
    expect(right({ ...paper, k: 1 })).toBeCloseTo(0.5, 2);
    expect(right({ ...paper, k: 10 })).toBeCloseTo(0.95, 2);
    const even = { digits: 6, noise: 'p=0.9576,rivals=1' };
    expect(right({ ...even, k: 1 })).toBeCloseTo(0.5, 2);
    expect(right({ ...even, k: 3 })).toBeGreaterThan(0.99);
  });
});

describe('products of agents that err', () => {
  it.each<[string, Partial<ProductTask>]>([
    ['one vote a step', { k: 1 }],
    ['a lead of two', {}],
    // Two votes are asked for together: with a lead of two, nobody is ahead by less.
    ['a lead of three, in races that are close', { k: 3, noise: 'p=0.6,rivals=1' }],
    ['two mistakes, and flags, in steps that differ', { noise: 'p=0.75,v=0.8,alike=3' }],
    ['one agent alone', { k: 1, split: false }],
    ['checks that know every mistake', { noise: 'p=0.8', legality: true }],
  ])(
    'come out right as often, with as many samples, as predicted: %s',
    async (_what, wish) => {
      const { right, samples, agrees } = await compared(wish, PRODUCTS);
      const deviation = Math.sqrt((right.predicted * (1 - right.predicted)) / PRODUCTS);
      expect(Math.abs(right.measured - right.predicted)).toBeLessThanOrEqual(3 * deviation);
      expect(agrees, `${samples.measured} samples, predicted ${samples.predicted}`).toBe(true);
    },
    300_000,
  );

  it('are as many seeds as were asked for, and leave nothing on disk', async () => {
    const [one, same, other] = await Promise.all(
      ['1', '1', '2'].map(async (seed) => (await workOut({ task: TASK, seeds: [seed], folder }))[0]),
    );
    expect(same).toEqual(one);
    expect(other?.product).not.toBe(one?.product);
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('multiplies on paper', () => {
  expect(longMultiplication('12345', '67891')).toBe(String(12345n * 67891n));
  expect(longMultiplication('1', '1')).toBe('1');
  expect(longMultiplication('99', '1000')).toBe('99000');
});
