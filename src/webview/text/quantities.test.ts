import { expect, test } from 'vitest';
import { chance, duration, money, percent, range, short } from './quantities.ts';

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

test.each([
  [0.5, '0.50', '50 %'],
  [0.9312, '0.93', '93 %'],
  [0.9968, '0.9968', '99.68 %'],
  [0.999999, '>0.9999', 'over 99.99 %'],
  [1, '1.00', '100 %'],
])('a chance of %f reads %s or %s', (share, asChance, asPercent) => {
  expect([chance(share), percent(share)]).toEqual([asChance, asPercent]);
});

test('a range of one is not drawn out', () => {
  expect(range({ low: 3, high: 9 }, String)).toBe('3–9');
  expect(range({ low: 3.001, high: 3.002 }, (value) => value.toFixed(0))).toBe('3');
});
