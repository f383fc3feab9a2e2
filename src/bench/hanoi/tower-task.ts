import { moveCount } from '../steps/tower.ts';

/** A run of the towers that is to be predicted and played. */
export interface TowerTask {
  readonly disks: number;
  /** 2^disks − 1. */
  readonly steps: number;
  /** The lead that decides a step. */
  readonly k: number;
  /** The name of a simulated model, e.g. `paper` or `p=0.9`. */
  readonly noise: string;
  /** False: moves against the rules are counted as votes. */
  readonly legality: boolean;
  /** False: answers that are not in form are repaired and counted as votes. */
  readonly format: boolean;
}

export type TowerWish = Omit<TowerTask, 'steps' | 'legality' | 'format'> &
  Partial<Pick<TowerTask, 'legality' | 'format'>>;

/** Returns the task with all red flags on, unless it says otherwise. */
export function towerTask({ disks, k, noise, legality = true, format = true }: TowerWish): TowerTask {
  return { disks, steps: moveCount(disks), k, noise, legality, format };
}
