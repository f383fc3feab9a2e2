import { countInterval, shareInterval, within, type Compared, type Interval } from '../chances/agreement.ts';
import type { PlayedRun } from './play.ts';
import { predict, type Prediction } from './prediction/predict.ts';
import type { TowerTask } from './tower-task.ts';

export interface Comparison {
  readonly task: TowerTask;
  readonly runs: number;
  /** The share of perfect runs, with what the true share may be by what was seen. */
  readonly perfect: Compared & { readonly interval: Interval };
  /** Wrong ones of all steps that were decided (a run that went astray may end early), with what their expected number may be. */
  readonly wrongSteps: Compared & { readonly interval: Interval };
  /** Samples a step; agrees within 1 %, or within three standard errors where there are too few steps for that. */
  readonly samples: Compared;
  /** The share of samples that raised a red flag. */
  readonly flagged: { readonly measured: number; readonly predicted: number };
  /** Steps of one run that are undecided after so many samples or valid votes, from 0 on; measured ones are means. */
  readonly undecidedAfterSamples: Curves;
  readonly undecidedAfterVotes: Curves;
  readonly agrees: boolean;
}

export interface Curves {
  readonly measured: readonly number[];
  readonly predicted: readonly number[];
}

const CLOSE = 0.01;

/** Returns what the runs came to beside what is predicted of the task. */
export function compare(
  task: TowerTask,
  runs: readonly PlayedRun[],
  prediction: Prediction = predict(task),
): Comparison {
  const sum = (of: (run: PlayedRun) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const seen = sum(({ perfect }) => Number(perfect));
  const perfect = within(seen / runs.length, prediction.perfect, shareInterval(seen, runs.length));
  const decided = sum((run) => run.decided);
  const wrong = sum((run) => run.wrongSteps);
  const expectedWrong = (prediction.wrongSteps / task.steps) * decided;
  const wrongSteps = within(wrong, expectedWrong, countInterval(wrong));
  const measured = sum((run) => run.samples) / decided;
  const error = standardError(runs.map(({ bySamples }) => bySamples));
  const isClose = Math.abs(measured - prediction.samples) <= Math.max(CLOSE * prediction.samples, 3 * error);
  const samples = { measured, predicted: prediction.samples, agrees: isClose };
  return {
    task,
    runs: runs.length,
    perfect,
    wrongSteps,
    samples,
    flagged: {
      measured: 1 - sum((run) => run.votes) / sum((run) => run.samples),
      predicted: 1 - prediction.votes / prediction.samples,
    },
    undecidedAfterSamples: {
      measured: undecided(runs.map(({ bySamples }) => bySamples)),
      predicted: prediction.undecidedAfterSamples,
    },
    undecidedAfterVotes: {
      measured: undecided(runs.map(({ byVotes }) => byVotes)),
      predicted: prediction.undecidedAfterVotes,
    },
    agrees: perfect.agrees && wrongSteps.agrees && samples.agrees,
  };
}

/** Returns the standard error of the mean, from how many steps took so many samples. */
function standardError(bySamples: readonly (readonly number[])[]): number {
  let [count, sum, squares] = [0, 0, 0];
  for (const [samples, steps = 0] of bySamples.flatMap((counts) => [...counts.entries()])) {
    count += steps;
    sum += steps * samples;
    squares += steps * samples ** 2;
  }
  return Math.sqrt((squares / count - (sum / count) ** 2) / count);
}

/** Returns how many steps of a run are undecided after each round, from how many took so many rounds; a mean over the runs. */
function undecided(byRounds: readonly (readonly number[])[]): number[] {
  const rounds = Math.max(...byRounds.map(({ length }) => length));
  const curve: number[] = [];
  let left = 0;
  for (let round = rounds - 1; round >= 0; round -= 1) {
    curve[round] = left / byRounds.length;
    left += byRounds.reduce((sum, counts) => sum + (counts[round] ?? 0), 0);
  }
  return curve;
}
