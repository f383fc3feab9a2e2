import { expect, test } from 'vitest';
import { isWithin } from './in-folders.ts';

test.each([
  ['/a/b', '/a/b', true],
  ['/a/b/c', '/a/b', true],
  ['/a/bc', '/a/b', false],
  ['/a', '/a/b', false],
  ['/a/b/..c', '/a/b', true],
  ['/x', '/a/b', false],
])('%s within %s: %s', (path, folder, expected) => {
  expect(isWithin(path, folder)).toBe(expected);
});
