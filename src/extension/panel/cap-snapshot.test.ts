import { expect, test } from 'vitest';
import { sampleExchange } from '../../cli/testing/protocol-samples.ts';
import type { PanelSnapshot } from '../../protocol/panel.ts';
import type { SampleDetail } from '../../protocol/session.ts';
import { snapshotWith, stepDetail } from '../../webview/testing/snapshots.ts';
import { capSnapshot, MOST_SNAPSHOT } from './cap-snapshot.ts';

const long = 'x'.repeat(1_000_000);

function sample(index: number): SampleDetail {
  return {
    index,
    attempt: 0,
    outcome: 'flagged',
    agent: 'solver',
    model: 'm',
    finish: 'stop',
    class: null,
    summary: long,
    flags: [{ rule: 'r', reason: long, evidence: long }],
    input_tokens: 1,
    output_tokens: 1,
    cost_usd: null,
    latency_ms: 1,
  };
}

function withStep(more: Partial<NonNullable<PanelSnapshot['step']>>): PanelSnapshot {
  return { ...snapshotWith(), step: { ...stepDetail('a'), ...more } };
}

test('evidence of megabytes is cut to what a webview can take, and that is said', () => {
  const capped = capSnapshot(
    withStep({
      sample_list: Array.from({ length: 500 }, (_, index) => sample(index)),
      diffs: ['A', 'B', 'C', 'D', 'E', 'F'].map((label) => ({ label, diff: long })),
      feedback: Array.from({ length: 200 }, () => long),
      proposals: [{ label: 'A', votes: 1, steps: Array.from({ length: 5000 }, () => long) }],
    }),
  );
  expect(JSON.stringify(capped).length).toBeLessThanOrEqual(MOST_SNAPSHOT);
  expect(capped.cut).toBe(true);
  expect(capped.step?.diffs.map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
  expect(capped.step?.sample_list.at(-1)?.index).toBe(499);
});

test('small evidence stays as it is', () => {
  const snapshot = withStep({ diffs: [{ label: 'A', diff: '+x' }] });
  expect(capSnapshot(snapshot)).toEqual(snapshot);
});

test('a command to approve is never cut', () => {
  const wait = { step_id: 'task', trigger: 'verifier', details: 'c'.repeat(20_000), opened_seq: 1 };
  const capped = capSnapshot({ ...snapshotWith(), step: stepDetail('task', wait) });
  expect(capped.step?.step.wait_state?.details).toBe(wait.details);
});

test('a diff of a megabyte leaves its beginning to read', () => {
  const capped = capSnapshot(withStep({ diffs: [{ label: 'A', diff: long }] }));
  expect(capped.step?.diffs[0]?.diff.length).toBeGreaterThan(10_000);
  expect(capped.step?.diffs[0]?.diff.length).toBeLessThan(60_000);
});

test('what is too much although each part was cut loses its diffs and most of its samples', () => {
  const steps = Array.from({ length: 100 }, () => 'y'.repeat(290));
  const proposals = Array.from({ length: 19 }, () => ({ label: 'A', votes: 1, steps: steps.slice(0, 70) }));
  const capped = capSnapshot(
    withStep({ proposals, diffs: ['A', 'B', 'C'].map((label) => ({ label, diff: long })) }),
  );
  expect(JSON.stringify(capped).length).toBeLessThanOrEqual(MOST_SNAPSHOT);
  expect(capped.step?.diffs).toEqual([
    { label: 'A', diff: '' },
    { label: 'B', diff: '' },
    { label: 'C', diff: '' },
  ]);
});

test('a request of megabytes is cut, what came back last, and only there it is said', () => {
  const sent = sampleExchange();
  const opened = {
    ...sent,
    row: { ...sent.row, problem: long },
    messages: Array.from({ length: 5 }, () => ({ role: 'user', text: long, file: null })),
    answer: 'y'.repeat(50_000),
    other_answers: [long],
  };
  const rows = Array.from({ length: 50 }, () => ({ ...sent.row, problem: long }));
  const page = { session_id: 's1', rows, total: 50, earlier: null, latest: 50, recording: true };
  const requests = { step_id: 'a', page, opened, cut: false };
  const capped = capSnapshot({ ...withStep({}), requests });
  expect(JSON.stringify(capped).length).toBeLessThanOrEqual(MOST_SNAPSHOT);
  expect(capped.requests).toMatchObject({ cut: true, opened: { answer: opened.answer } });
  expect(capped.requests?.page.rows).toHaveLength(50);
  expect(capped.cut).toBe(false);
  const short = { ...requests, opened: sent };
  expect(capSnapshot({ ...withStep({}), requests: short }).requests).toMatchObject({
    opened: sent,
    cut: false,
  });
});
