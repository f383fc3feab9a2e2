import type { Comparator, Subject } from './measurements.ts';
import { median } from './step-meter.ts';

/** What one figure should be, and what it was. */
export interface Target {
  readonly name: string;
  readonly limit: string;
  /** In the target's own unit; undefined when this run could not measure it. */
  readonly measured: number | undefined;
  readonly verdict: 'PASS' | 'BELOW' | 'not measured';
}

const MIB = 1024 * 1024;
const LIMITS = {
  timesPlain: 4,
  timesLangGraph: 40,
  growth: 1.2,
  rssMiB: 400,
  resumeSeconds: 5,
  bytesAStep: 300,
  pauseMs: 20,
} as const;

/** Returns every target with what was measured of one subject: the median of its runs, the worst for pauses. */
export function targetsOf(subject: Subject, langGraph: Comparator | string): Target[] {
  const { runs, resumed } = subject;
  return [
    atMost('time beside the plain loop', '×', LIMITS.timesPlain, timesPlain(subject)),
    atLeast('speed beside LangGraph.js', '×', LIMITS.timesLangGraph, timesLangGraph(subject, langGraph)),
    atMost(
      'memory at 1,000,000 steps beside that at 100,000',
      '×',
      LIMITS.growth,
      growth(runs.map(({ rss }) => rss.map(({ steps, bytes }) => ({ steps, value: bytes }))), 100_000),
    ),
    atMost('peak memory', ' MiB', LIMITS.rssMiB, Math.max(...runs.map(({ peakRss }) => peakRss)) / MIB),
    atMost(
      'cost of a step at 1,000,000 beside that at 10,000',
      '×',
      LIMITS.growth,
      growth(runs.map(({ cost }) => cost.map(({ steps, us }) => ({ steps, value: us }))), 10_000),
    ),
    atMost('resume after kill -9 half-way', ' s', LIMITS.resumeSeconds, resumed.firstStepMs / 1000),
    atMost('disk after compaction, a step', ' bytes', LIMITS.bytesAStep, compactedBytesAStep(subject)),
    atMost(
      'longest pause of the event loop',
      ' ms',
      LIMITS.pauseMs,
      Math.max(...runs.map(({ longestPauseMs }) => longestPauseMs)),
    ),
  ];
}

/** Returns how many times the plain loop's time the subject took: the median over pairs that ran side by side. */
export function timesPlain({ runs, plain }: Subject): number {
  return median(runs.map(({ ms }, index) => ms / (plain[index]?.ms ?? Number.NaN)));
}

/** Returns steps a second of a run. */
export function speed({ steps, ms }: { readonly steps: number; readonly ms: number }): number {
  return (steps * 1000) / ms;
}

function timesLangGraph({ runs }: Subject, langGraph: Comparator | string): number | undefined {
  return typeof langGraph === 'string' ? undefined : median(runs.map(speed)) / speed(langGraph);
}

function compactedBytesAStep({ runs }: Subject): number | undefined {
  const each = runs.flatMap(({ compactedBytes, steps }) =>
    compactedBytes === undefined ? [] : [compactedBytes / steps],
  );
  return each.length === 0 ? undefined : median(each);
}

type Marked = readonly { readonly steps: number; readonly value: number }[];

/** Returns how a value grew from so many steps to a million: the median of the runs that came so far. */
function growth(runs: readonly Marked[], from: number): number | undefined {
  const valueAt = (marks: Marked, at: number): number | undefined =>
    marks.find(({ steps }) => steps === at)?.value;
  const each = runs.flatMap((marks) => {
    const [before, after] = [valueAt(marks, from), valueAt(marks, 1_000_000)];
    return before === undefined || after === undefined ? [] : [after / before];
  });
  return each.length === 0 ? undefined : median(each);
}

function atMost(name: string, unit: string, limit: number, measured: number | undefined): Target {
  return judged(name, `≤ ${limit}${unit}`, measured, (value) => value <= limit);
}

function atLeast(name: string, unit: string, limit: number, measured: number | undefined): Target {
  return judged(name, `≥ ${limit}${unit}`, measured, (value) => value >= limit);
}

function judged(
  name: string,
  limit: string,
  measured: number | undefined,
  holds: (value: number) => boolean,
): Target {
  if (measured === undefined) return { name, limit, measured, verdict: 'not measured' };
  // NaN is no number that holds.
  return { name, limit, measured, verdict: holds(measured) ? 'PASS' : 'BELOW' };
}
