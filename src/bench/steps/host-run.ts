import { join } from 'node:path';
import { startEngine } from '../../app/remote/connect-service.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { HostRun } from './measurements.ts';
import { watchPauses } from './pause-watch.ts';
import { towers } from './session-run.ts';

export interface HostRequest {
  readonly folder: string;
  readonly disks: number;
  /** The program of the engine's own process. */
  readonly engine: string;
}

/** Runs a session as the extension does, with the engine in a process of its own, and watches the event loop of this one. */
export async function runHost({ folder, disks, engine }: HostRequest): Promise<HostRun> {
  const { service } = await startEngine({ program: engine, home: join(folder, 'host-home'), keys: {} });
  const stopWatch = watchPauses();
  let events = 0;
  const { sessionId } = await service.start(towers(disks, folder));
  service.subscribe(sessionId, () => (events += 1));
  const { exitCode, summary } = await service.settled(sessionId);
  const pauses = stopWatch();
  await service.dispose();
  if (exitCode !== 0) throw new MicrofactoryError({ code: 'internal', message: summary });
  return { events, ...pauses };
}
