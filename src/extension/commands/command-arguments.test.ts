import { expect, test } from 'vitest';
import { sessionIdOf, stepTargetOf } from './command-arguments.ts';
import { recentPrompts, rememberPrompt } from './prompt-history.ts';

test('a session is an id, or what has one', () => {
  expect(sessionIdOf('s1')).toBe('s1');
  expect(sessionIdOf({ sessionId: 's1', kind: 'session' })).toBe('s1');
});

test.each([undefined, null, '', 7, {}, { sessionId: 7 }, []])(
  '%j names no session and no step',
  (argument) => {
    expect(sessionIdOf(argument)).toBeUndefined();
    expect(stepTargetOf(argument)).toBeUndefined();
  },
);

test('a step is known with the question that it was shown with', () => {
  expect(stepTargetOf({ sessionId: 's', stepId: 'a', label: 'B', openedSeq: 3, row: {} })).toEqual({
    sessionId: 's',
    stepId: 'a',
    label: 'B',
    openedSeq: 3,
  });
  expect(stepTargetOf({ sessionId: 's', stepId: 'a', openedSeq: '3' })?.openedSeq).toBeUndefined();
  expect(stepTargetOf({ sessionId: 's' })).toBeUndefined();
});

test('prompts are remembered once each, the newest first, twenty at most', async () => {
  const memory = new Map<string, unknown>();
  const memento = {
    keys: () => [...memory.keys()],
    get: (key: string) => memory.get(key) as never,
    update: async (key: string, value: unknown) => void memory.set(key, value),
  };
  for (let index = 0; index < 25; index += 1) await rememberPrompt(memento, `p${index}`);
  await rememberPrompt(memento, 'p20');
  expect(recentPrompts(memento).slice(0, 2)).toEqual(['p20', 'p24']);
  expect(recentPrompts(memento)).toHaveLength(20);
});
