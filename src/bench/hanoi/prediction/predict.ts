import type { TowerTask } from '../tower-task.ts';
import type { Weighted } from '../../chances/beta-nodes.ts';
import { raceChances } from '../../chances/race-chances.ts';
import { stepKinds, type StepKind } from './step-kinds.ts';

/** What is to be expected of a run, from formulas and sums alone: no engine, no chance. */
export interface Prediction {
  /** The chance that every step is right. */
  readonly perfect: number;
  /** Expected wrong steps. */
  readonly wrongSteps: number;
  /** A step. */
  readonly samples: number;
  /** Valid ones, a step. */
  readonly votes: number;
  /** Expected steps that are undecided after so many samples, flagged ones included, from 0 on. */
  readonly undecidedAfterSamples: readonly number[];
  /** Expected steps that are undecided after so many valid votes, from 0 on. */
  readonly undecidedAfterVotes: readonly number[];
}

/** Returns the prediction; curves until less than a thousandth of a step is left, or for 200 rounds. */
export function predict(task: TowerTask): Prediction {
  const kinds = stepKinds(task).map((kind) => predictKind(kind, task.k));
  const sum = (of: (kind: KindPrediction) => number): number =>
    kinds.reduce((total, kind) => total + kind.count * of(kind), 0);
  const curve = (of: (kind: KindPrediction, round: number) => number): number[] => {
    const counts = [task.steps];
    for (let round = 1; round <= MOST_ROUNDS && (counts.at(-1) ?? 0) >= 1e-3; round += 1)
      counts.push(sum((kind) => of(kind, round)));
    return counts;
  };
  return {
    perfect: Math.exp(sum(({ wrong }) => Math.log1p(-wrong))),
    wrongSteps: sum(({ wrong }) => wrong),
    samples: sum(({ samples }) => samples) / task.steps,
    votes: sum(({ votes }) => votes) / task.steps,
    undecidedAfterSamples: curve((kind, round) => afterSamples(kind, round)),
    undecidedAfterVotes: curve(({ undecided }, round) => undecided[round] ?? 0),
  };
}

const MOST_ROUNDS = 200;

/** All per step of that kind. */
interface KindPrediction extends Pick<StepKind, 'count' | 'valid'> {
  readonly wrong: number;
  readonly votes: number;
  readonly samples: number;
  readonly undecided: readonly number[];
}

function predictKind({ count, chances, valid }: StepKind, k: number): KindPrediction {
  let wrong = 0;
  let votes = 0;
  const undecided: number[] = [];
  for (const { value, weight } of chances) {
    const race = raceChances(value, k);
    wrong += weight * race.wrong;
    votes += weight * race.votes;
    for (const [round, share] of race.undecided.entries())
      undecided[round] = (undecided[round] ?? 0) + weight * share;
  }
  return { count, valid, wrong, votes, samples: votes * meanOf(valid, (share) => 1 / share), undecided };
}

/** The chance of no decision after so many samples: of so many, any number may have been valid. */
function afterSamples({ valid, undecided }: KindPrediction, samples: number): number {
  return meanOf(valid, (share) => {
    let chance = 0;
    let exactly = (1 - share) ** samples;
    for (let votes = 0; votes <= samples; votes += 1) {
      if (share === 1) exactly = votes === samples ? 1 : 0;
      chance += exactly * (undecided[votes] ?? 0);
      exactly *= ((samples - votes) / (votes + 1)) * (share / (1 - share));
    }
    return chance;
  });
}

function meanOf(nodes: readonly Weighted<number>[], of: (value: number) => number): number {
  return nodes.reduce((sum, { value, weight }) => sum + weight * of(value), 0);
}
