import { expect, it } from 'vitest';
import { alignedLiteral } from './literals.ts';

it.each([
  [',', 'a, b', 'a,b', ', '],
  ['left', '3 remain', '3 left', 'remain'],
  ['colour', 'color: red', 'colour: red', 'color'],
  ['yes', 'no', 'no', undefined],
  ['zebra', 'cat', 'dog', undefined],
])('makes of %j, with %j expected and %j seen, %j', (value, expected, actual, aligned) => {
  expect(alignedLiteral(value, expected, actual)).toBe(aligned);
});
