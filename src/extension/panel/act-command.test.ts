import { expect, test } from 'vitest';
import { actCommand, type Act } from './act-command.ts';

function act(action: Act['action'], more: Partial<Act> = {}): Act {
  const none = { session_id: null, step_id: null, label: null, prompt: null };
  return { type: 'act', request: 1, action, ...none, ...more };
}

const inStep = { session_id: 's', step_id: 'a', label: 'B' };

test.each([
  ['resume', 'microfactory.resume'],
  ['stop', 'microfactory.stop'],
  ['deliver', 'microfactory.deliver'],
  ['undo', 'microfactory.undoDelivery'],
  ['result', 'microfactory.openResult'],
] as const)('%s names its session', (action, command) => {
  expect(actCommand(act(action, { session_id: 's' }))).toEqual({ command, args: ['s'] });
  expect(actCommand(act(action))).toBeUndefined();
});

test('the copy of a request names its session and number', () => {
  expect(actCommand(act('copy-request', { session_id: 's', label: '12' }))).toEqual({
    command: 'microfactory.copyRequest',
    args: ['s', 12],
  });
  expect(actCommand(act('copy-request', { session_id: 's' }))).toBeUndefined();
  expect(actCommand(act('copy-request', { label: '12' }))).toBeUndefined();
});

test.each([
  ['diff', 'microfactory.openDiff'],
  ['compare', 'microfactory.compareClasses'],
  ['edit', 'microfactory.editCandidate'],
] as const)('%s names its step, class and question', (action, command) => {
  const target = { sessionId: 's', stepId: 'a', label: 'B', openedSeq: 7 };
  expect(actCommand(act(action, inStep), 7)).toEqual({ command, args: [target] });
  expect(actCommand(act(action, { session_id: 's' }))).toBeUndefined();
});

test('a task is run with the prompt of an example, or with one that is asked for', () => {
  expect(actCommand(act('run-task', { prompt: 'Fix it' }))?.args).toEqual(['Fix it']);
  expect(actCommand(act('run-task'))?.args).toEqual([]);
});
