import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { watchPauses, type Pauses } from '../../../src/bench/steps/pause-watch.ts';

/** The argument with which this program is a process that only waits. */
export const IDLE = 'idle';

/** Starts a process that only waits; the function that is returned ends it and gives its pauses, which are the machine's doing. */
export async function startIdleProcess(): Promise<() => Promise<Pauses>> {
  const child = fork(process.argv[1] ?? '', [IDLE]);
  await once(child, 'message');
  return async () => {
    const told = once(child, 'message') as Promise<[Pauses]>;
    child.send('stop');
    return (await told)[0];
  };
}

/** What such a process does: it waits until it is told to stop, and says how long it stood still. */
export async function onlyWait(): Promise<void> {
  // Its own beginning is not what is measured.
  await pause(200);
  const stop = watchPauses();
  process.send?.('ready');
  process.once('message', () => {
    process.send?.(stop(), () => process.disconnect());
  });
}
