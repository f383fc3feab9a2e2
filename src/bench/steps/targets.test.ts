import { describe, expect, it } from 'vitest';
import type { Measurements, Round } from './measurements.ts';
import { allMet, targetsOf, timesOf, wrongs } from './targets.ts';
import { sampleDurable, sampleMeasurements, sampleRun } from './testing/sample-measurements.ts';

function withRound(change: Partial<Round>): Measurements {
  const all = sampleMeasurements();
  return { ...all, rounds: all.rounds.map((round) => ({ ...round, ...change })) };
}

function missed(measurements: Measurements): string[] {
  return targetsOf(measurements).flatMap(({ name, met }) => (met === false ? [name] : []));
}

describe('the targets of very many steps', () => {
  it('are all met where every figure is within its limit', () => {
    const measurements = sampleMeasurements();
    expect(targetsOf(measurements).map(({ met }) => met)).toEqual(Array.from({ length: 10 }, () => true));
    expect(allMet(measurements)).toBe(true);
  });

  it('say which one is missed', () => {
    const slow = withRound({ engine: sampleDurable(41_000) });
    expect(missed(slow)).toEqual(['time, beside a loop that asks and writes', 'steps a second']);
    expect(allMet(slow)).toBe(false);
    const grown = {
      ...sampleDurable(30_000),
      rss: [
        { steps: 100_000, bytes: 1 },
        { steps: 1_000_000, bytes: 2 },
      ],
    };
    expect(missed(withRound({ session: grown }))).toEqual(['memory at 1,000,000 steps, beside 100,000']);
    const steep = {
      ...sampleDurable(30_000),
      cost: [
        { steps: 10_000, us: 10 },
        { steps: 1_000_000, us: 12.1 },
      ],
    };
    expect(missed(withRound({ session: steep }))).toEqual(['cost of a step at 1,000,000, beside 10,000']);
    const large = { ...sampleDurable(30_000), diskBytes: 1_048_575 * 301, peakRss: 401 * 1024 * 1024 };
    expect(missed(withRound({ session: large }))).toEqual(['peak memory', 'disk a step, compacted']);
  });

  it('miss a resume that takes too long or never came to a step, and a host that stood still', () => {
    const all = sampleMeasurements();
    const late = { ...all, resumed: { killedAt: 1, firstStepMs: 5_001 } };
    expect(missed(late)).toEqual(['going on after a kill half-way']);
    expect(missed({ ...all, resumed: { killedAt: 1, firstStepMs: Number.NaN } })).toEqual(missed(late));
    const host = { events: 1, longestMs: 40, p99Ms: 1, longestWorkMs: 20.1 };
    expect(missed({ ...all, host })).toEqual(['longest work of a host in one go']);
    const queries = { queries: [...all.queries.queries, { question: 'last page', medianMs: 21 }] };
    expect(missed({ ...all, queries })).toEqual(['slowest question of a panel']);
  });

  it('neither meet nor miss what this run could not measure', () => {
    const short = { ...sampleDurable(20), rss: [], cost: [] };
    const unmeasured = { ...withRound({ session: short }), host: 'No program.', langGraph: 'Left out.' };
    const names = targetsOf(unmeasured).flatMap(({ name, met }) => (met === undefined ? [name] : []));
    expect(names).toEqual([
      'speed, beside LangGraph.js',
      'memory at 1,000,000 steps, beside 100,000',
      'cost of a step at 1,000,000, beside 10,000',
      'longest work of a host in one go',
    ]);
    expect(allMet(unmeasured)).toBe(true);
  });

  it('are not met by a run that ended in a wrong state', () => {
    const wrong = withRound({ voting: { ...sampleRun(10_000), wrong: 'It took 2 moves instead of 1.' } });
    expect(wrongs(wrong)).toEqual(['It took 2 moves instead of 1.']);
    expect(allMet(wrong)).toBe(false);
  });

  it('compare within a round and take the middle of the rounds', () => {
    const [round] = sampleMeasurements().rounds as [Round];
    const rounds = [2_000, 20_000, 8_000].map((ms) => ({ ...round, plain: sampleRun(ms) }));
    expect(timesOf(rounds, 'plain')).toBe(2.5);
  });
});
