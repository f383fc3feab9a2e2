import { expect, test } from 'vitest';
import { sampleSession, waitingFor } from '../testing/session-samples.ts';
import { questionSentence } from './question-sentence.ts';
import { UnseenQuestions } from './unseen-questions.ts';

const session = sampleSession({ status: 'paused' });
const LONG_AGO = Date.parse('2026-01-01T00:00:00.000Z');
const question = (stepId: string, seq = 7) => ({ session, wait: waitingFor('doubt', stepId, seq) });

test('a question is told once', () => {
  const unseen = new UnseenQuestions(LONG_AGO);
  expect(unseen.next([question('a')], false)).toEqual(question('a'));
  expect(unseen.next([question('a')], false)).toBeUndefined();
  expect(unseen.next([question('a'), question('b')], false)).toEqual(question('b'));
});

test('what was in sight is known, and not told when the view is closed', () => {
  const unseen = new UnseenQuestions(LONG_AGO);
  expect(unseen.next([question('a')], true)).toBeUndefined();
  expect(unseen.next([question('a')], false)).toBeUndefined();
});

test('a step that asks again asks another question', () => {
  const unseen = new UnseenQuestions(LONG_AGO);
  unseen.next([question('a', 7)], false);
  expect(unseen.next([question('a', 9)], false)).toEqual(question('a', 9));
});

test('what waited before the window was opened is no news', () => {
  const unseen = new UnseenQuestions(Date.parse('2026-02-01T00:00:00.000Z'));
  expect(unseen.next([question('a')], false)).toBeUndefined();
});

test('the sentence names the task and the reason, and a diff is offered where there is one', () => {
  expect(questionSentence(session, waitingFor('doubt', 'a'))).toEqual({
    sentence: '“Fix s1” waits for you (doubt): because of doubt',
    hasDiff: true,
  });
  expect(questionSentence(session, waitingFor('verifier')).hasDiff).toBe(false);
});
