import { expect, test } from 'vitest';
import type { PruneResult } from '../../protocol/housekeeping.ts';
import { pruneChoices, pruneQuestion, totalOf } from './prune-words.ts';

const session = (index: number) => ({
  session_id: `abcdef0${index}-0000`,
  prompt: `Task ${index}\u202e\n`,
  status: 'completed',
  used_at: '2026-02-03T04:05:06.000Z',
  bytes: 1_500_000,
});
const result = (more: Partial<PruneResult> = {}): PruneResult => ({
  sessions: [session(1)],
  kept: [],
  unnamed_blobs: 0,
  bytes: 1_500_000,
  limited: true,
  ...more,
});

test('the question names what goes, when it was used, how large it is, what stays and why', () => {
  const kept = [{ session_id: '99999999-0000', why: 'is in use' }];
  const { message, detail } = pruneQuestion(result({ kept, unnamed_blobs: 2 })) ?? {};
  expect(message).toBe('Remove 1 session and 2 blobs that none names: 1.5 MB?');
  expect(detail?.split('\n\n')).toEqual([
    'Task 1\\u{202e} · 2026-02-03 · 1.5 MB',
    'Session 99999999 stays: it is in use.',
    'What is removed is gone for good.',
  ]);
});

test('of very many sessions the first are named and the rest counted', () => {
  const sessions = Array.from({ length: 40 }, (_, index) => session(index));
  const [listed] = pruneQuestion(result({ sessions }))?.detail.split('\n\n') ?? [];
  expect(listed?.split('\n')).toHaveLength(13);
  expect(listed).toMatch(/… and 28 more$/u);
});

test('nothing is asked where nothing would go', () => {
  expect(pruneQuestion(result({ sessions: [], bytes: 0 }))).toBeUndefined();
  expect(pruneQuestion(result({ sessions: [], unnamed_blobs: 1 }))).toBeDefined();
});

test('the quotas are the first choice where there are any, and each other is a rule of its own', () => {
  const [first, ...others] = pruneChoices(result());
  expect([first?.label, first?.rule, first?.description]).toEqual([
    'Beyond the quotas',
    undefined,
    totalOf(result()),
  ]);
  expect(others.map(({ rule }) => rule)).toEqual([90, 30, 7, 0].map((keepDays) => ({ keepDays })));
  expect(pruneChoices(result({ limited: false }))[0]?.label).toBe('Only what no session needs');
});
