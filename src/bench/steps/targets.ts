import type { Measurements, Round } from './measurements.ts';
import { median, type Metered } from './step-meter.ts';

/** What one figure should be, and what it was. */
export interface Target {
  readonly name: string;
  /** True when it compares with something that was measured in the same run; else it is a figure of this machine. */
  readonly relative: boolean;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly unit: string;
  /** Undefined when this run could not measure it. */
  readonly measured: number | undefined;
  readonly met: boolean | undefined;
}

const MIB = 1024 * 1024;

/**
 * Returns every target with what was measured: the middle of the rounds; of pauses and peaks the worst. Speed is that of
 * runner, journal and store; everything else is that of a whole session.
 */
export function targetsOf({ rounds, resumed, queries, host, langGraph }: Measurements): Target[] {
  const engines = rounds.map(({ engine }) => engine);
  const sessions = rounds.map(({ session }) => session);
  return [
    atMost('time, beside a loop that asks and writes', 4, '×', true, timesOf(rounds, 'voting')),
    atLeast('steps a second', 40_000, '/s', false, median(engines.map(speedOf))),
    atLeast('speed, beside LangGraph.js', 40, '×', true, timesLangGraph(engines, langGraph)),
    atMost(
      'memory at 1,000,000 steps, beside 100,000',
      1.2,
      '×',
      true,
      growth(sessions.map(memory), 100_000),
    ),
    atMost('peak memory', 400, ' MiB', false, Math.max(...sessions.map(({ peakRss }) => peakRss)) / MIB),
    atMost('cost of a step at 1,000,000, beside 10,000', 1.2, '×', true, growth(sessions.map(cost), 10_000)),
    atMost('going on after a kill half-way', 5, ' s', false, resumed.firstStepMs / 1000),
    atMost('slowest question of a panel', 20, ' ms', false, slowest(queries)),
    atMost('disk a step, compacted', 300, ' bytes', false, median(sessions.map(bytesAStep))),
    atMost(
      'longest work of a host in one go',
      20,
      ' ms',
      false,
      typeof host === 'string' ? undefined : host.longestWorkMs,
    ),
  ];
}

/** Returns true when nothing that was measured missed its target, and every run ended in the right state. */
export function allMet(measurements: Measurements): boolean {
  return targetsOf(measurements).every(({ met }) => met !== false) && wrongs(measurements).length === 0;
}

/** Returns a sentence for each run that ended in a wrong state. */
export function wrongs({ rounds, resumed, langGraph }: Measurements): string[] {
  const runs = rounds.flatMap(({ engine, session, plain, voting }) => [engine, session, plain, voting]);
  const last = typeof langGraph === 'string' ? [] : [langGraph];
  return [...runs, resumed, ...last].flatMap(({ wrong }) => (wrong === undefined ? [] : [wrong]));
}

/** Returns how many times a loop's time the engine took: the middle of the rounds, in each of which both ran. */
export function timesOf(rounds: readonly Round[], loop: 'plain' | 'voting'): number {
  return median(rounds.map((round) => round.engine.ms / round[loop].ms));
}

/** Returns steps a second. */
export function speedOf({ steps, ms }: { readonly steps: number; readonly ms: number }): number {
  return (steps * 1000) / ms;
}

function timesLangGraph(
  engines: readonly Metered[],
  langGraph: Measurements['langGraph'],
): number | undefined {
  return typeof langGraph === 'string' ? undefined : median(engines.map(speedOf)) / speedOf(langGraph);
}

function slowest({ queries }: Measurements['queries']): number {
  return Math.max(...queries.map(({ medianMs }) => medianMs));
}

function bytesAStep({ diskBytes, steps }: Round['session']): number {
  return diskBytes / steps;
}

type Marked = readonly { readonly steps: number; readonly value: number }[];

function memory({ rss }: Metered): Marked {
  return rss.map(({ steps, bytes }) => ({ steps, value: bytes }));
}

function cost({ cost: windows }: Metered): Marked {
  return windows.map(({ steps, us }) => ({ steps, value: us }));
}

/** Returns how a value grew from so many steps to a million: the middle of the runs that came so far. */
function growth(runs: readonly Marked[], from: number): number | undefined {
  const valueAt = (marks: Marked, at: number): number | undefined =>
    marks.find(({ steps }) => steps === at)?.value;
  const each = runs.flatMap((marks) => {
    const [before, after] = [valueAt(marks, from), valueAt(marks, 1_000_000)];
    return before === undefined || after === undefined ? [] : [after / before];
  });
  return each.length === 0 ? undefined : median(each);
}

type Judge = (
  name: string,
  limit: number,
  unit: string,
  relative: boolean,
  measured: number | undefined,
) => Target;

const atMost: Judge = (name, limit, unit, relative, measured) => {
  const met = measured === undefined ? undefined : measured <= limit;
  return { name, relative, atMost: limit, unit, measured, met };
};

const atLeast: Judge = (name, limit, unit, relative, measured) => {
  const met = measured === undefined ? undefined : measured >= limit;
  return { name, relative, atLeast: limit, unit, measured, met };
};
