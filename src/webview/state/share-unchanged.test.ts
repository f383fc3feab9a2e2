import { expect, test } from 'vitest';
import { snapshotWith } from '../testing/snapshots.ts';
import { shareUnchanged } from './share-unchanged.ts';

test('what says the same stays the same object; what changed is new', () => {
  const before = snapshotWith({ number: 1, selected: 'a', rows: ['a', 'b'] });
  const now = snapshotWith({ number: 2, selected: 'a', rows: ['b', 'c'], prompt: 'Another' });
  const shared = shareUnchanged(before, now);
  expect(shared).toEqual(now);
  expect(shared.step).toBe(before.step);
  expect(shared.session).not.toBe(before.session);
});

test('a row that only moved to another page keeps its object unless it changed', () => {
  const before = snapshotWith({ rows: ['a', 'b', 'c'] });
  const now = snapshotWith({ number: 2, rows: ['a', 'b', 'c'] });
  const changed = { ...now.outline!.rows[1]!, state: 'accepted' as const };
  const rows = [now.outline!.rows[0]!, changed, now.outline!.rows[2]!];
  const shared = shareUnchanged(before, { ...now, outline: { ...now.outline!, rows } });
  expect(shared.outline!.rows[0]).toBe(before.outline!.rows[0]);
  expect(shared.outline!.rows[1]).toEqual(changed);
});
