import { measureCandidates } from '../../bench/candidates/index.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { candidateLines } from '../views/candidates-table.ts';
import { canvasOf } from '../views/paint.ts';
import { print, printJson } from './command.ts';

export interface BenchCandidatesFlags {
  readonly trials?: number;
  readonly json?: boolean;
}

const TRIALS = 4000;

/** Compares programs that do the same and programs that do not; fails when a tier takes two that differ for one. */
export async function benchCandidates(flags: BenchCandidatesFlags, edge: CliEdge): Promise<number> {
  const cancelled = new AbortController();
  const release = edge.onInterrupt(() => cancelled.abort(interrupted()));
  try {
    const measurements = await measureCandidates({
      trials: flags.trials ?? TRIALS,
      signal: cancelled.signal,
      progress: (sentence) => edge.stderr.write(`${sentence}\n`),
    });
    if (flags.json === true) printJson(edge, { ...measurements });
    else print(edge, ...candidateLines(measurements, canvasOf(edge.stdout, edge.env)));
    return measurements.met ? EXIT.done : EXIT.failed;
  } finally {
    release();
  }
}

function interrupted(): MicrofactoryError {
  const message = 'The measurement was stopped; nothing of it was kept.';
  return new MicrofactoryError({ code: 'cancelled', message });
}
