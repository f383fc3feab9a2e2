import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startEngine } from '../../app/remote/connect-service.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { HostRun } from './measurements.ts';
import { towers } from './session-run.ts';

export interface HostRequest {
  readonly folder: string;
  readonly disks: number;
  /** The program of the engine's own process. */
  readonly engine: string;
}

const RESOLUTION_MS = 1;

/** Runs a session as the extension does, with the engine in a process of its own, and watches the event loop of this one. */
export async function runHost({ folder, disks, engine }: HostRequest): Promise<HostRun> {
  const { service } = await startEngine({ program: engine, home: join(folder, 'host-home'), keys: {} });
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let events = 0;
  const { sessionId } = await service.start(towers(disks, folder));
  service.subscribe(sessionId, () => (events += 1));
  const { exitCode, summary } = await service.settled(sessionId);
  delays.disable();
  await service.dispose();
  if (exitCode !== 0) throw new MicrofactoryError({ code: 'internal', message: summary });
  const pause = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return { events, longestPauseMs: pause(delays.max), pause999Ms: pause(delays.percentile(99.9)) };
}
