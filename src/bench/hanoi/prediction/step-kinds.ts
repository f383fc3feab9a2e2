import { PAPER, readNoiseModel, type PaperNoise, type SteadyNoise } from '../../../agents/simulated/index.ts';
import type { TowerTask } from '../tower-task.ts';
import { betaNodes, type Weighted } from '../../chances/beta-nodes.ts';
import { chancesOf, wrongShares } from '../../chances/wrong-shares.ts';

/** Steps that are alike before anything was drawn for them. */
export interface StepKind {
  readonly count: number;
  /** The chances of right answer and rivals in a valid vote. */
  readonly chances: readonly Weighted<readonly number[]>[];
  /** The chance that a sample is valid; independent of the chances. */
  readonly valid: readonly Weighted<number>[];
}

const FINE = 200;
const COARSE = 100;

/** Returns what kinds of steps the run has, for its noise and the red flags that are on. */
export function stepKinds(task: TowerTask): StepKind[] {
  const noise = readNoiseModel(task.noise);
  return noise.kind === 'steady' ? [steadySteps(noise, task)] : paperSteps(noise, task);
}

function steadySteps(noise: SteadyNoise, task: TowerTask): StepKind {
  const { valid, rivals, wrongWhenFlagged } = noise;
  const weights = rivals === 1 ? [1] : [1, 1];
  const chances = wrongShares(noise).map(({ value, weight }) => ({
    value: chancesOf(task.format ? value : mixed(1 - valid, value, wrongWhenFlagged), weights),
    weight,
  }));
  return {
    count: task.steps,
    chances,
    valid: [{ value: task.format ? valid : 1, weight: 1 }],
  };
}

function paperSteps({ hard, wrongWhenFlagged }: PaperNoise, task: TowerTask): StepKind[] {
  const planted = hard !== undefined && hard <= task.steps ? 1 : 0;
  const wrong = (shares: readonly Weighted<number>[]) =>
    shares.map(({ value, weight }) => ({ value: chancesOf(value, PAPER.rivals), weight }));
  const flagged = betaNodes(PAPER.flagged, task.format ? FINE : COARSE);
  const valid = flagged.map(({ value, weight }) => ({ value: task.format ? 1 - value : 1, weight }));
  const wrongOf = (own: readonly Weighted<number>[]) =>
    task.format ? own : counted(own, flagged, wrongWhenFlagged);
  const usual: StepKind = {
    count: task.steps - planted,
    chances: wrong(wrongOf(betaNodes(PAPER.wrong, task.format ? FINE : COARSE))),
    valid: task.format ? valid : [{ value: 1, weight: 1 }],
  };
  if (planted === 0) return [usual];
  const hardWrong = wrongOf([{ value: PAPER.hard.wrong, weight: 1 }]);
  return [usual, hardStep(hardWrong, valid, task)];
}

/** With the flag of legality nobody votes for the rivals: their answers are as good as flagged. */
function hardStep(
  wrong: readonly Weighted<number>[],
  valid: readonly Weighted<number>[],
  { legality, format }: TowerTask,
): StepKind {
  if (!legality) {
    const chances = wrong.map(({ value, weight }) => ({
      value: chancesOf(value, PAPER.hard.rivals),
      weight,
    }));
    return { count: 1, chances, valid };
  }
  const lawful = format
    ? valid.map(({ value, weight }) => ({ value: value * (1 - PAPER.hard.wrong), weight }))
    : wrong.map(({ value, weight }) => ({ value: 1 - value, weight }));
  return { count: 1, chances: [{ value: [1], weight: 1 }], valid: lawful };
}

/** Returns the shares of wrong votes where flagged answers are counted as well. */
function counted(
  wrong: readonly Weighted<number>[],
  flagged: readonly Weighted<number>[],
  wrongWhenFlagged: number,
): Weighted<number>[] {
  const all = wrong.flatMap((own) =>
    flagged.map((flag) => ({
      value: mixed(flag.value, own.value, wrongWhenFlagged),
      weight: own.weight * flag.weight,
    })),
  );
  return thinned(all);
}

/** Values that differ by less than this part of themselves are taken as one, with their mean. */
const ALIKE = 0.05;

function thinned(nodes: readonly Weighted<number>[]): Weighted<number>[] {
  const groups: { from: number; sum: number; weight: number }[] = [];
  for (const { value, weight } of [...nodes].sort((one, other) => one.value - other.value)) {
    const last = groups.at(-1);
    if (last === undefined || value > last.from * (1 + ALIKE))
      groups.push({ from: value, sum: 0, weight: 0 });
    const group = groups.at(-1) as { sum: number; weight: number };
    group.sum += value * weight;
    group.weight += weight;
  }
  return groups.map(({ sum, weight }) => ({ value: sum / weight, weight }));
}

function mixed(flagged: number, wrong: number, wrongWhenFlagged: number): number {
  return (1 - flagged) * wrong + flagged * wrongWhenFlagged;
}
