import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  allMet,
  measureSteps,
  performPart,
  targetsOf,
  wrongs,
  type PartRequest,
} from '../../bench/steps/index.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { parseJson } from '../../engine/json.ts';
import type { CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { benchLines } from '../views/bench-table.ts';
import { canvasOf } from '../views/paint.ts';
import { print, printJson } from './command.ts';

export interface BenchStepsFlags {
  readonly disks?: number;
  readonly rounds?: number;
  readonly folder?: string;
  readonly langgraph?: string;
  readonly json?: boolean;
}

/** What a million steps need: 20 disks are 1,048,575 moves. */
const DISKS = 20;
const ROUNDS = 3;

/** Measures speed, memory, disk and resume of very many steps on this machine; fails when a target is missed. */
export async function benchSteps(flags: BenchStepsFlags, edge: CliEdge): Promise<number> {
  const { disks = DISKS, rounds = ROUNDS, langgraph, folder } = flags;
  const cancelled = new AbortController();
  const release = edge.onInterrupt(() => cancelled.abort(interrupted()));
  const engine = join(dirname(edge.program), 'engine.cjs');
  try {
    const measurements = await measureSteps({
      disks,
      rounds,
      langGraph: langgraph === undefined ? undefined : resolve(edge.cwd, langgraph),
      folder: folder === undefined ? undefined : resolve(edge.cwd, folder),
      program: [edge.program, 'bench', 'part'],
      engine: existsSync(engine) ? engine : undefined,
      signal: cancelled.signal,
      progress: (sentence) => edge.stderr.write(`${sentence}\n`),
    });
    if (flags.json === true) {
      const targets = targetsOf(measurements);
      printJson(edge, { ...measurements, targets, wrong: wrongs(measurements), met: allMet(measurements) });
    } else print(edge, ...benchLines(measurements, canvasOf(edge.stdout, edge.env)));
    return allMet(measurements) ? EXIT.done : EXIT.failed;
  } finally {
    release();
  }
}

function interrupted(): MicrofactoryError {
  const message = 'The measurement was stopped; nothing of it was kept.';
  return new MicrofactoryError({ code: 'cancelled', message });
}

/** Performs one part of a measurement in this process, with a message a line on standard output. */
export async function benchPart(request: string, edge: CliEdge): Promise<number> {
  await performPart(parseJson(request) as PartRequest, (message) => print(edge, JSON.stringify(message)));
  return EXIT.done;
}
