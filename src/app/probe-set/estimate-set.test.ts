import { expect, it } from 'vitest';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import { estimateSet } from './estimate-set.ts';
import { PROBE_TASKS } from './tasks.ts';

const RULE = { rule: 'ahead-by-k', target: 0.95 } as const;

function samples(valid: number, flagged: number, costUsd: number | null = 0.001): SampleRecord[] {
  const one = { inputTokens: 900, outputTokens: 100, costUsd };
  return Array.from(
    { length: valid + flagged },
    (_, index) => ({ ...one, outcome: index < valid ? 'valid' : 'flagged' }) as SampleRecord,
  );
}

it('15 right of 20 give p, k, samples and price as the formulas do', () => {
  const set = estimateSet({ right: 15, samples: samples(20, 0) }, RULE);
  // Beta(16, 6): mean 16/22, 5 % and 95 % quantiles.
  expect(set.p.estimate).toBeCloseTo(16 / 22, 10);
  expect(set.p.low).toBeCloseTo(0.5624, 2);
  expect(set.p.high).toBeCloseTo(0.8666, 2);
  // (1 − p)/p = 0.375; 0.375^k must be below 0.95^(−1/1000) − 1 = 5.13e-5: k = ⌈10.07⌉.
  expect(set.k).toBe(11);
  expect(set.k_if_low).toBeGreaterThan(11);
  // k·tanh(k·artanh(2p − 1))/(2p − 1) valid votes, each 22/21 samples as far as 20 valid of 20 tell.
  expect(set.samples_a_step).toBeCloseTo((11 / (10 / 22)) * (22 / 21), 2);
  expect(set.usd_a_step).toBeCloseTo((set.samples_a_step ?? 0) * 0.001, 8);
  expect(set.tokens_a_step).toBeCloseTo((set.samples_a_step ?? 0) * 1000, 4);
  expect(set.cost_usd).toBeCloseTo(0.02, 8);
});

it('thrown away answers are no votes: they cost samples, not p', () => {
  const set = estimateSet({ right: 10, samples: samples(10, 10) }, RULE);
  expect(set).toMatchObject({ right: 10, wrong: 0, thrown_away: 10 });
  expect(set.p.estimate).toBeCloseTo(11 / 12, 10);
  expect(set.samples_a_step).toBeGreaterThan(2 * (set.k ?? 0));
});

it('where votes can’t help, no k is named, and an unknown price stays unknown', () => {
  const set = estimateSet({ right: 5, samples: samples(20, 0, null) }, RULE);
  expect(set).toMatchObject({
    k: null,
    k_if_low: null,
    samples_a_step: null,
    usd_a_step: null,
    cost_usd: null,
  });
});

it('each task changes one line, and none is there twice', () => {
  for (const { before, after } of PROBE_TASKS) {
    const [a, b] = [before.split('\n'), after.split('\n')];
    expect(a.length).toBe(b.length);
    expect(a.filter((line, at) => line !== b[at])).toHaveLength(1);
  }
  expect(new Set(PROBE_TASKS.map(({ path }) => path)).size).toBe(20);
});
