import { expect, test } from 'vitest';
import { sampleSession } from '../testing/session-samples.ts';
import { isInFolders, isWithin } from './in-folders.ts';

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

test('an imported session belongs to every window: its folder is on another machine', () => {
  const elsewhere = sampleSession({ metadata: { repo_path: '/elsewhere' } });
  expect(isInFolders(elsewhere, ['/a'])).toBe(false);
  expect(isInFolders(sampleSession({ metadata: { repo_path: '/elsewhere', imported: true } }), ['/a'])).toBe(
    true,
  );
});
