import { expect, test } from 'vitest';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionService } from '../../protocol/service.ts';
import { LiveProgress } from './live-progress.ts';

const at = { session_id: 'a', seq: 1, at: '2026-01-01T00:00:00.000Z' };

function following() {
  let tell: (event: ServiceEvent) => void = () => undefined;
  const subscribe: SessionService['subscribe'] = (_id, listener) => {
    tell = listener;
    return () => undefined;
  };
  const progress = new LiveProgress(() => undefined);
  progress.follow({ subscribe } as SessionService, ['a']);
  return { progress, tell: (event: ServiceEvent) => tell(event) };
}

test('the newest progress sentence of a session is kept', () => {
  const { progress, tell } = following();
  tell({ type: 'progress', ...at, message: 'Copying the folder' });
  tell({ type: 'progress', ...at, message: 'Running npm test' });
  expect(progress.of('a')).toBe('Running npm test');
});

test('a sentence is forgotten when what it told of is over', () => {
  const { progress, tell } = following();
  tell({ type: 'progress', ...at, message: 'Running npm test to see how things stand' });
  tell({ type: 'plan-chosen', ...at, step_id: 'task', steps: ['one'], unanimous: true });
  expect(progress.of('a')).toBeUndefined();
});

test('a sentence is forgotten when so much happened that it was left out', () => {
  const { progress, tell } = following();
  tell({ type: 'progress', ...at, message: 'Running npm test' });
  tell({ type: 'events-skipped', ...at, count: 9_000 });
  expect(progress.of('a')).toBeUndefined();
});
