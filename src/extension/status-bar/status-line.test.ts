import { expect, test } from 'vitest';
import { sampleSession, waitingFor } from '../testing/session-samples.ts';
import { statusLine } from './status-line.ts';

const line = (followed: ReturnType<typeof sampleSession> | undefined, lostBecause?: string) =>
  statusLine({ followed, lostBecause, progress: 'Running the tests' });

test('nothing is shown while nothing is followed', () => {
  expect(line(undefined)).toBeUndefined();
});

test('state, step and cost are said, and nothing alarms while all goes well', () => {
  const shown = line(sampleSession());
  expect(shown?.text).toBe('$(sync~spin) Microfactory: running · step 3 of 5 · $0.031');
  expect(shown?.spoken).toBe('Microfactory: running · step 3 of 5 · $0.031');
  expect([shown?.alarm, shown?.tooltip.includes('Running the tests')]).toEqual(['none', true]);
});

test.each(['paused', 'completed', 'failed', 'cancelled'] as const)('%s alone does not alarm', (status) => {
  expect(line(sampleSession({ status }))?.alarm).toBe('none');
});

test('a person who is waited for is warned, an engine that was lost is an error', () => {
  expect(line(sampleSession({ waiting: [waitingFor('doubt')] }))?.alarm).toBe('warning');
  expect(line(undefined, 'It was killed.')?.alarm).toBe('error');
});

test('all steps done is the last step, not one more', () => {
  const more = { completed_steps: 5, total_steps: 5 };
  expect(line(sampleSession({ more }))?.text).toContain('step 5 of 5');
});
