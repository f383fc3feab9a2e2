import { expect, test } from 'vitest';
import { duration, money, short } from './quantities.ts';

test.each([
  [0, '0 s'],
  [40, '0.0 s'],
  [1949, '1.9 s'],
  [45_000, '45 s'],
  [125_000, '2 min 05 s'],
  [3_720_000, '1 h 02 min'],
  [-5, '0 s'],
])('%i ms reads %s', (ms, shown) => {
  expect(duration(ms)).toBe(shown);
});

test.each([
  [null, 'unknown'],
  [0, '$0'],
  [0.0314, '$0.0314'],
  [12.5, '$12.50'],
])('a price of %s reads %s, and an unknown one is never 0', (usd, shown) => {
  expect(money(usd)).toBe(shown);
});

test.each([
  [950, '950'],
  [12_345, '12.3k'],
  [1_234_567, '1.2M'],
])('%i reads %s', (count, shown) => {
  expect(short(count)).toBe(shown);
});
