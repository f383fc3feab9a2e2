import type { Compared, Comparison, Curves, PlayedRun } from '../../bench/hanoi/index.ts';
import { column } from './fit.ts';
import { oneLine } from './harmless.ts';
import type { Canvas } from './paint.ts';
import { counted } from './quantities.ts';

const NAME = 26;
const CELL = 18;
const MOST_ROUNDS = 24;

/** Returns what runs of the towers came to: every number beside the one that was predicted, and each run that was not perfect. */
export function hanoiLines(comparison: Comparison, runs: readonly PlayedRun[], { paint }: Canvas): string[] {
  const { task, perfect, wrongSteps, samples, flagged } = comparison;
  const verdict = ({ agrees }: Compared): string => (agrees ? paint.green('as predicted') : paint.red('NOT'));
  return [
    `${task.disks} disks, ${task.steps.toLocaleString('en')} steps, k = ${task.k}, noise ${task.noise}; ` +
      `red flag of legality ${onOff(task.legality)}, of form ${onOff(task.format)}; ${counted(runs.length, 'run')}`,
    '',
    paint.dim(cells('', 'MEASURED', 'PREDICTED', '99 % INTERVAL', '')),
    cells(
      'perfect runs',
      percent(perfect.measured),
      percent(perfect.predicted),
      interval(perfect.interval, percent),
      verdict(perfect),
    ),
    cells(
      'wrong steps, all runs',
      amount(wrongSteps.measured),
      amount(wrongSteps.predicted),
      interval(wrongSteps.interval, amount),
      verdict(wrongSteps),
    ),
    cells('samples a step', samples.measured.toFixed(4), samples.predicted.toFixed(4), '', verdict(samples)),
    cells('flagged samples', percent(flagged.measured), percent(flagged.predicted), '', ''),
    '',
    paint.dim(cells('STILL UNDECIDED AFTER', 'SAMPLES', 'PREDICTED', 'VALID VOTES', 'PREDICTED')),
    ...rounds(comparison.undecidedAfterSamples, comparison.undecidedAfterVotes),
    ...runs.filter((run) => !run.perfect).map((run) => paint.red(oneLine(faultOf(run)))),
  ];
}

function rounds(samples: Curves, votes: Curves): string[] {
  const longest = Math.max(samples.measured.length, votes.measured.length);
  const at = (curve: readonly number[], round: number): string => amount(curve[round] ?? 0);
  return Array.from({ length: Math.min(longest - 1, MOST_ROUNDS) }, (_, index) => index + 1).map((round) =>
    cells(
      String(round),
      at(samples.measured, round),
      at(samples.predicted, round),
      at(votes.measured, round),
      at(votes.predicted, round),
    ),
  );
}

function faultOf({ seed, wrongSteps, decided, fault, summary }: PlayedRun): string {
  return `Seed ${seed} was not perfect: ${wrongSteps} of ${decided} steps wrong. ${fault ?? ''} ${summary}`;
}

function onOff(isOn: boolean): string {
  return isOn ? 'on' : 'off';
}

function interval({ from, to }: { from: number; to: number }, written: (value: number) => string): string {
  return `${written(from)} – ${written(to)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function amount(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 3 : 0 });
}

function cells(name: string, ...others: readonly string[]): string {
  const last = others.at(-1) ?? '';
  return [column(name, NAME), ...others.slice(0, -1).map((each) => column(each, CELL)), last]
    .join('  ')
    .trimEnd();
}
