import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedRun } from '../app/compose/simulated-run.ts';
import { openStore, type Store } from '../store/open-store.ts';

/** A store that lasts as long as something is played in it. */
export interface Stage {
  readonly store: Store;
  /** Runs the session to its end; throws the reason when it was stopped. */
  perform(run: SimulatedRun): Promise<void>;
}

export interface StageOptions {
  /** Stops what runs. */
  readonly signal?: AbortSignal | undefined;
  /** Where to write. Default: the system's folder for temporary files. */
  readonly folder?: string | undefined;
}

/** Returns what `play` made of a store of its own, of which nothing is left on disk. */
export async function onStage<Played>(
  { signal, folder }: StageOptions,
  play: (stage: Stage) => Promise<Played>,
): Promise<Played> {
  const home = await mkdtemp(join(folder ?? tmpdir(), 'microfactory-bench-'));
  try {
    const store = await openStore({ home });
    return await play({ store, perform: (run) => toItsEnd(run, signal) });
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
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
