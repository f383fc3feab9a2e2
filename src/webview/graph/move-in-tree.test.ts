import { expect, test } from 'vitest';
import { moveInTree, type TreePlace } from './move-in-tree.ts';

const places: TreePlace[] = [
  { id: 'task', parent: null, foldable: true, folded: false },
  { id: 'a', parent: 'task', foldable: true, folded: false },
  { id: 'a1', parent: 'a', foldable: false, folded: false },
  { id: 'b', parent: 'task', foldable: true, folded: true },
];

test.each([
  ['a', 'down', { kind: 'select', id: 'a1' }],
  ['a', 'up', { kind: 'select', id: 'task' }],
  ['task', 'up', undefined],
  ['b', 'down', undefined],
  ['a', 'last', { kind: 'select', id: 'b' }],
  ['b', 'first', { kind: 'select', id: 'task' }],
  ['a', 'fold', { kind: 'fold', id: 'a', folded: true }],
  ['b', 'unfold', { kind: 'fold', id: 'b', folded: false }],
  ['a', 'unfold', { kind: 'select', id: 'a1' }],
  ['a1', 'fold', { kind: 'select', id: 'a' }],
  ['b', 'fold', { kind: 'select', id: 'task' }],
  ['a1', 'unfold', undefined],
  [null, 'down', { kind: 'select', id: 'task' }],
  [null, 'up', { kind: 'select', id: 'task' }],
  ['gone', 'fold', undefined],
] as const)('from %s, %s', (current, move, step) => {
  expect(moveInTree(places, current, move)).toEqual(step);
});
