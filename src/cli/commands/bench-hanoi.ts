import { resolve } from 'node:path';
import { compare, play, towerTask, type Comparison, type PlayedRun } from '../../bench/hanoi/index.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { hanoiLines } from '../views/hanoi-table.ts';
import { canvasOf } from '../views/paint.ts';
import { print, printJson } from './command.ts';

type Switch = 'on' | 'off';

export interface BenchHanoiFlags {
  readonly disks?: number;
  readonly k?: number;
  readonly noise?: string;
  readonly seed?: number;
  readonly seeds?: number;
  readonly legality?: Switch;
  readonly redFlags?: Switch;
  readonly folder?: string;
  readonly json?: boolean;
}

/** The run of arXiv 2511.09030. */
const DEFAULTS = { disks: 20, k: 3, noise: 'paper', seed: 1, seeds: 1 };

/** Plays the towers with a solver that errs, beside what is predicted; succeeds only when every run was perfect. */
export async function benchHanoi(flags: BenchHanoiFlags, edge: CliEdge): Promise<number> {
  const { disks, k, noise, seed, seeds } = { ...DEFAULTS, ...flags };
  const isOn = (flag: Switch | undefined): boolean => flag !== 'off';
  const task = towerTask({ disks, k, noise, legality: isOn(flags.legality), format: isOn(flags.redFlags) });
  const folder = flags.folder === undefined ? undefined : resolve(edge.cwd, flags.folder);
  const cancelled = new AbortController();
  const release = edge.onInterrupt(() => cancelled.abort(interrupted()));
  const runs: PlayedRun[] = [];
  try {
    for (let number = seed; number < seed + seeds; number += 1) {
      edge.stderr.write(`Seed ${number}: ${task.steps.toLocaleString('en')} steps …\n`);
      runs.push(await play({ task, seed: String(number), signal: cancelled.signal, folder }));
    }
  } finally {
    release();
  }
  return told(compare(task, runs), runs, flags, edge);
}

function told(
  comparison: Comparison,
  runs: readonly PlayedRun[],
  flags: BenchHanoiFlags,
  edge: CliEdge,
): number {
  if (flags.json === true) printJson(edge, { ...comparison, played: runs.map(withoutCounts) });
  else print(edge, ...hanoiLines(comparison, runs, canvasOf(edge.stdout, edge.env)));
  return runs.every(({ perfect }) => perfect) ? EXIT.done : EXIT.failed;
}

/** The curves tell the counts of all runs. */
function withoutCounts({ bySamples: _samples, byVotes: _votes, ...run }: PlayedRun) {
  return run;
}

function interrupted(): MicrofactoryError {
  const message = 'The bench was stopped; nothing of it was kept.';
  return new MicrofactoryError({ code: 'cancelled', message });
}
