import { join } from 'node:path';
import { createSessionService } from '../../app/index.ts';
import { ROOT_STEP } from '../../engine/maker/maker-state.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { StartRequest } from '../../protocol/service.ts';
import { auditJournal } from './audit-journal.ts';
import { leftOnDisk } from './left-on-disk.ts';
import type { DurableRun } from './measurements.ts';
import type { Message } from './run-child.ts';
import { StepMeter } from './step-meter.ts';

export interface SessionRequest {
  /** Where the store lies. */
  readonly folder: string;
  readonly disks: number;
  /** A session of that store to go on with. */
  readonly resume?: string | undefined;
}

/** How often the number of decided steps is told. */
const TELL_EVERY = 1_000;

/** Returns what `microfactory run` would be asked for: three votes a step, by a solver that is a function of the step. */
export function towers(disks: number, repoPath: string): StartRequest {
  return {
    prompt: `Move ${disks} disks`,
    domain: 'hanoi',
    provider: 'simulated',
    ask: 'never',
    k: 3,
    seed: 'bench',
    repoPath,
  };
}

/** Returns the environment of a run that the configuration of whoever measures must not change. */
export function ownEnvironment(home: string): Readonly<Record<string, string>> {
  return { MICROFACTORY_HOME: home };
}

/** Runs a session to its end on the engine in this process, and measures it; tells its id first, then how far it is. */
export async function runSession(
  request: SessionRequest,
  tell: (message: Message) => void,
): Promise<DurableRun> {
  const { folder, disks } = request;
  const home = join(folder, 'home');
  const service = await createSessionService({ home, env: ownEnvironment(home) });
  const meter = new StepMeter();
  const steps = new DecidedSteps(meter, tell);
  meter.start();
  const sessionId = request.resume ?? (await service.start(towers(disks, folder))).sessionId;
  tell({ sessionId });
  const unsubscribe = service.subscribe(sessionId, (event) => steps.hear(event));
  if (request.resume !== undefined) await service.resume(sessionId);
  const { exitCode, summary } = await service.settled(sessionId);
  const metered = meter.stop();
  unsubscribe();
  await service.dispose();
  const { bytes, wrong } = await auditJournal(home, sessionId, disks);
  return {
    ...metered,
    bytes,
    diskBytes: await leftOnDisk(home, sessionId),
    wrong: exitCode === 0 ? wrong : `The session ended with ${exitCode}: ${summary}`,
  };
}

/** Counts steps as they are decided. */
class DecidedSteps {
  readonly #meter: StepMeter;
  readonly #tell: (message: Message) => void;
  #steps = 0;

  constructor(meter: StepMeter, tell: (message: Message) => void) {
    this.#meter = meter;
    this.#tell = tell;
  }

  hear(event: ServiceEvent): void {
    if (event.type !== 'step-state' || event.state !== 'accepted' || event.step_id === ROOT_STEP) return;
    this.#steps += 1;
    this.#meter.finished(this.#steps);
    if (this.#steps === 1 || this.#steps % TELL_EVERY === 0) this.#tell({ steps: this.#steps });
  }
}
