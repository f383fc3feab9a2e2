import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSimulatedRun, type SimulatedRun } from '../../app/compose/simulated-run.ts';
import { openStore } from '../../store/open-store.ts';
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

export interface PlayOptions {
  readonly task: TowerTask;
  readonly seed: string;
  /** Stops the run; it throws the reason then. */
  readonly signal?: AbortSignal | undefined;
  /** Where to write. Default: the system's folder for temporary files. */
  readonly folder?: string | undefined;
}

/** Plays the task as a session on the runner, journal and store of every session, and reads its journal; nothing is left on disk. */
export async function play(options: PlayOptions): Promise<PlayedRun> {
  const home = await mkdtemp(join(options.folder ?? tmpdir(), 'microfactory-hanoi-'));
  try {
    return await playIn(home, options);
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function playIn(home: string, { task, seed, signal }: PlayOptions): Promise<PlayedRun> {
  const store = await openStore({ home });
  const { disks, noise: model, k } = task;
  const without = [
    ...(task.legality ? [] : (['legality'] as const)),
    ...(task.format ? [] : (['format'] as const)),
  ];
  const run = await openSimulatedRun({ store, disks, model, k, seed, without });
  await toItsEnd(run, signal);
  const { status, summary } = run.runner.state;
  const record = await readRun(store, run.session.id, disks);
  const decidedAll = record.decided === task.steps && record.wrongSteps === 0 && record.fault === undefined;
  return { ...record, seed, summary, perfect: status === 'completed' && decidedAll };
}

async function toItsEnd(run: SimulatedRun, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const stop = (): void => void run.runner.stop('The run was cancelled.');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await run.start();
  } finally {
    signal?.removeEventListener('abort', stop);
    await run.close();
  }
  signal?.throwIfAborted();
}
