import { expect, test } from 'vitest';
import type { Finding } from '../../protocol/configuration.ts';
import { findingTitle, inOrder, overall, remedyWord, trustFinding } from './finding-words.ts';

const finding = (id: string, state: Finding['state']): Finding => {
  return { id, state, sentence: '', remedy: null, subject: null };
};

test('a finding says in words what it is about and how it is', () => {
  expect(findingTitle(finding('key', 'bad'))).toBe('Key: to mend');
  expect(findingTitle(finding('constructor', 'good'))).toBe('constructor: good');
});

test('what is to be mended comes first, else in the order it was found', () => {
  const found = [finding('a', 'good'), finding('b', 'bad'), finding('c', 'warning'), finding('d', 'bad')];
  expect(inOrder(found).map(({ id }) => id)).toEqual(['b', 'd', 'c', 'a']);
});

test.each([
  [['good', 'good'], 'All is ready.'],
  [['good', 'warning'], 'Ready; one thing to look at.'],
  [['warning', 'bad'], 'One thing is to be mended.'],
  [['bad', 'bad'], '2 things are to be mended.'],
] as const)('%j: %s', (states, expected) => {
  expect(overall(states.map((state) => finding('x', state)))).toBe(expected);
});

test('an untrusted workspace is a finding that can be mended', () => {
  expect(remedyWord(trustFinding(false))).toBe('Manage Workspace Trust');
  expect(remedyWord(trustFinding(true))).toBeUndefined();
});
