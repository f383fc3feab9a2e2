import { expect, test } from 'vitest';
import { sampleRow, sampleSession, vote, waitingFor } from '../testing/session-samples.ts';
import { costWord, sessionDescription, sessionTitle, statusWord } from './session-words.ts';
import { answerDescription, stepDescription, stepSpoken, triggerWord } from './step-words.ts';

test('a waiting step shows votes, flags and what it waits for', () => {
  const row = sampleRow({ state: 'waiting', leader: 4, rival: 1, red_flags: 1, waiting_for: 'low-margin' });
  expect(stepDescription(row)).toBe('4–1 · ⚑1 · waiting: dissent');
  expect(stepSpoken(row)).toBe('Make a pass, waiting: dissent, 4 votes against 1, 1 red flag');
});

test.each([
  [sampleRow(), 'planned'],
  [sampleRow({ state: 'working', phase: 'verifying' }), 'verifying'],
  [sampleRow({ state: 'working', phase: 'something new' }), 'working'],
  [sampleRow({ state: 'accepted', leader: 3, rival: 0, unverified: true }), '3–0 · accepted · unverified'],
  [sampleRow({ state: 'accepted', children: 3, leaves: 5, leaves_done: 5 }), '5 of 5 · accepted'],
])('a step says its state in words: %#', (row, expected) => {
  expect(stepDescription(row)).toBe(expected);
});

test('a reason that is not known is said as it is named, on one line', () => {
  expect(triggerWord('something\nnew')).toBe('something new');
  expect(triggerWord('constructor')).toBe('constructor');
});

test('a session that waits says so before anything else', () => {
  const one = sampleSession({ waiting: [waitingFor('verifier')] });
  expect(statusWord(one)).toBe('waiting for you');
  expect(sessionDescription(one)).toBe('waiting for you · 2 of 5 steps');
  const two = sampleSession({ status: 'paused', waiting: [waitingFor('doubt'), waitingFor('doubt', 'b')] });
  expect(statusWord(two)).toBe('2 wait for you');
});

test('a session that has ended waits for nobody', () => {
  expect(statusWord(sampleSession({ status: 'failed', waiting: [waitingFor('doubt')] }))).toBe('failed');
});

test('an imported session says so before anything else, and waits for nobody here', () => {
  const waiting = [waitingFor('verifier')];
  const imported = sampleSession({ status: 'paused', waiting, metadata: { imported: true, waiting } });
  expect(sessionDescription(imported)).toBe('imported · paused · 2 of 5 steps');
});

test('an interrupted session is not just paused', () => {
  const more = { wait_state: waitingFor('interrupted', 'task', null) };
  expect(statusWord(sampleSession({ status: 'paused', more }))).toBe('interrupted');
});

test.each([
  [0.031, '$0.031'],
  [1.256, '$1.26'],
  [null, 'cost unknown'],
])('a cost of %s is said as %s', (cost_usd, expected) => {
  expect(costWord(sampleSession({ metrics: { cost_usd } }))).toBe(expected);
});

test('where no model was asked there is no cost to speak of', () => {
  expect(costWord(sampleSession({ metrics: { cost_usd: 0, model_calls: 0 } }))).toBe('');
});

test('hostile text in a prompt stays one line in which nothing is hidden', () => {
  const more = { prompt: 'Fix\u202e this\nand <img src=x onerror=alert(1)>' };
  expect(sessionTitle(sampleSession({ more }))).toBe('Fix\\u{202e} this and <img src=x onerror=alert(1)>');
});

test('an answer says its votes and whether it leads', () => {
  expect(answerDescription(vote('A', 4, true))).toBe('4 votes · leads · a.js A');
  expect(answerDescription(vote('B', 1))).toBe('1 vote · a.js B');
});
