import type { DurableRun, Measurements, Run } from '../measurements.ts';

const MIB = 1024 * 1024;

export function sampleRun(ms: number): Run {
  return {
    steps: 1_048_575,
    ms,
    cpuMs: ms * 1.1,
    rss: [
      { steps: 10_000, bytes: 100 * MIB },
      { steps: 100_000, bytes: 200 * MIB },
      { steps: 1_000_000, bytes: 220 * MIB },
    ],
    peakRss: 230 * MIB,
    cost: [
      { steps: 10_000, us: 20 },
      { steps: 100_000, us: 20 },
      { steps: 1_000_000, us: 21 },
    ],
    longestPauseMs: 12,
    pause999Ms: 9,
    bytes: 300_000_000,
  };
}

export function sampleDurable(ms: number): DurableRun {
  return { ...sampleRun(ms), diskBytes: 50_000_000 };
}

/** Returns measurements of a machine on which every target is met. */
export function sampleMeasurements(): Measurements {
  return {
    machine: {
      cores: 2,
      processor: 'A processor',
      memoryBytes: 8 * 1024 * MIB,
      platform: 'linux x64',
      node: 'v20.20.2',
      fileSystem: 'ext4',
      load: 0.1,
      syncMs: 0.5,
    },
    disks: 20,
    rounds: [
      {
        engine: sampleDurable(20_000),
        session: sampleDurable(30_000),
        plain: sampleRun(6_000),
        voting: sampleRun(10_000),
        idlePauseMs: 2,
      },
    ],
    resumed: { killedAt: 524_288, firstStepMs: 1_500 },
    queries: {
      queries: [
        { question: 'first page of steps', medianMs: 1 },
        { question: 'a text in every step', medianMs: 12 },
      ],
    },
    host: { events: 2_000_000, longestMs: 25, p99Ms: 4, longestWorkMs: 6 },
    langGraph: { steps: 10_000, ms: 20_000, bytes: 30_000_000, peakRss: 300 * MIB },
  };
}
