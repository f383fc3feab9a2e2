import { expect, test } from 'vitest';
import { keyAction, type KeyPlace, type PressedKey } from './key-action.ts';

const tree: KeyPlace = { typing: false, inTree: true, inDialog: false };

function pressed(key: string, how: Partial<PressedKey> = {}): PressedKey {
  return { key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false, ...how };
}

test.each([
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['ArrowLeft', 'fold'],
  ['ArrowRight', 'unfold'],
  ['w', 'next-waiting'],
  ['d', 'diff'],
  ['a', 'approve'],
  ['r', 'reject'],
  ['m', 'more'],
  ['/', 'find'],
  ['?', 'help'],
  ['v', 'toggle-view'],
])('%s in the tree means %s', (key, action) => {
  expect(keyAction(pressed(key), tree)).toBe(action);
});

test.each(['a', 'r', '/', 'ArrowDown'])('%s is text while a person types', (key) => {
  expect(keyAction(pressed(key), { ...tree, typing: true })).toBeUndefined();
});

test.each(['ctrlKey', 'metaKey', 'altKey'] as const)('with %s a key belongs to the editor', (modifier) => {
  expect(keyAction(pressed('a', { [modifier]: true }), tree)).toBeUndefined();
});

test('a held letter decides once; a held arrow goes on', () => {
  expect(keyAction(pressed('a', { repeat: true }), tree)).toBeUndefined();
  expect(keyAction(pressed('ArrowDown', { repeat: true }), tree)).toBe('down');
});

test('outside the tree arrows belong to what has the focus, letters still count', () => {
  expect(keyAction(pressed('ArrowDown'), { ...tree, inTree: false })).toBeUndefined();
  expect(keyAction(pressed('w'), { ...tree, inTree: false })).toBe('next-waiting');
});

test('an open dialog keeps every key to itself', () => {
  expect(keyAction(pressed('a'), { ...tree, inDialog: true })).toBeUndefined();
});

test('a key that is part of a composed character is text', () => {
  expect(keyAction(pressed('a', { isComposing: true }), tree)).toBeUndefined();
});
