import { openSimulatedRun } from '../../app/compose/simulated-run.ts';
import { onStage, type Stage, type StageOptions } from '../stage.ts';
import { readRun, type RunRecord } from './read-run.ts';
import type { TowerTask } from './tower-task.ts';

/** One run of the task, to its end. */
export interface PlayedRun extends RunRecord {
  readonly seed: string;
  /** Every step was decided, each as it should be, and the disks are where they belong. */
  readonly perfect: boolean;
  /** How the session said that it ended. */
  readonly summary: string;
}

export interface PlayOptions extends StageOptions {
  readonly task: TowerTask;
  readonly seed: string;
}

/** Plays the task as a session on the runner, journal and store of every session, and reads its journal; nothing is left on disk. */
export function play(options: PlayOptions): Promise<PlayedRun> {
  return onStage(options, (stage) => playOn(stage, options));
}

async function playOn({ store, perform }: Stage, { task, seed }: PlayOptions): Promise<PlayedRun> {
  const { disks, noise: model, k } = task;
  const without = [
    ...(task.legality ? [] : (['legality'] as const)),
    ...(task.format ? [] : (['format'] as const)),
  ];
  const run = await openSimulatedRun({ store, disks, model, k, seed, without });
  await perform(run);
  const { status, summary } = run.runner.state;
  const record = await readRun(store, run.session.id, disks);
  const decidedAll = record.decided === task.steps && record.wrongSteps === 0 && record.fault === undefined;
  return { ...record, seed, summary, perfect: status === 'completed' && decidedAll };
}
