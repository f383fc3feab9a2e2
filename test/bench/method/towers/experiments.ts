import { mathsOf } from '../../../../src/engine/maker/maths/voting-maths.ts';
import { towerTask, type TowerTask } from '../../../../src/bench/hanoi/index.ts';

/** One kind of run, played with so many seeds. */
export interface Experiment {
  readonly title: string;
  readonly task: TowerTask;
  readonly seeds: number;
}

export interface Sizes {
  /** Disks of most experiments. */
  readonly disks: number;
  /** Seeds of each of them. */
  readonly seeds: number;
  /** Seeds of the run of a million steps. */
  readonly longSeeds: number;
}

const LONG = 20;
/** p = .6 takes some 140 votes a step. */
const SHORT = 11;
/** Many short runs say more of one hard step than few long ones. */
const HARD = { disks: 5, seeds: 300 };

/** Returns what the proof plays: the method, each of its parts left out, and the two kinds of noise. */
export function experiments({ disks, seeds, longSeeds }: Sizes): Experiment[] {
  const paper = 'paper,hard=20';
  const of = (title: string, task: TowerTask, times = seeds): Experiment => ({ title, task, seeds: times });
  return [
    of('a million steps', towerTask({ disks: LONG, k: 3, noise: paper }), longSeeds),
    of(
      'a million steps, no flag of legality',
      towerTask({ disks: LONG, k: 3, noise: paper, legality: false }),
      longSeeds,
    ),
    of('k = 3', towerTask({ disks, k: 3, noise: paper })),
    of('k = 3, no flag of legality', towerTask({ disks, k: 3, noise: paper, legality: false })),
    of(
      'one hard step, no flag of legality',
      towerTask({ disks: HARD.disks, k: 3, noise: paper, legality: false }),
      HARD.seeds,
    ),
    of('p = .9 with its least k', steady(0.9, disks)),
    of('p = .6 with its least k', steady(0.6, Math.min(disks, SHORT))),
    of('control: k = 1', towerTask({ disks, k: 1, noise: 'paper' })),
    of('control: k = 2', towerTask({ disks, k: 2, noise: 'paper' })),
    of('control: k = 1, no red flags', towerTask({ disks, k: 1, noise: 'paper', format: false })),
    of('control: k = 2, no red flags', towerTask({ disks, k: 2, noise: 'paper', format: false })),
  ].filter((experiment) => experiment.seeds > 0);
}

/** All wrong answers agree, and k is the least for 95 perfect runs of a hundred. */
function steady(p: number, disks: number): TowerTask {
  const k = mathsOf('ahead-by-k').leastK(p, 2 ** disks - 1, 0.95);
  return towerTask({ disks, k, noise: `p=${p},rivals=1` });
}
