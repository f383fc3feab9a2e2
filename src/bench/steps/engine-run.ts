import { join } from 'node:path';
import { openSimulatedRun } from '../../app/compose/simulated-run.ts';
import { openStore } from '../../store/open-store.ts';
import { auditJournal } from './audit-journal.ts';
import { leftOnDisk } from './left-on-disk.ts';
import type { DurableRun } from './measurements.ts';
import { StepMeter } from './step-meter.ts';

export interface EngineRequest {
  /** Where the store lies. */
  readonly folder: string;
  readonly disks: number;
}

/** Runs a session on the runner, the journal and the store that every session runs on, and nothing else. */
export async function runEngine({ folder, disks }: EngineRequest): Promise<DurableRun> {
  const home = join(folder, 'home');
  const store = await openStore({ home });
  const meter = new StepMeter();
  let decided = 0;
  const run = await openSimulatedRun({
    store,
    disks,
    seed: 'bench',
    onEvent: (event) => {
      if (event['race'] !== undefined) meter.finished((decided += 1));
    },
  });
  meter.start();
  await run.start();
  const metered = meter.stop();
  const { status, summary } = run.runner.state;
  await run.close();
  const { bytes, wrong } = await auditJournal(home, run.session.id, disks);
  const diskBytes = await leftOnDisk(home, run.session.id);
  return { ...metered, bytes, diskBytes, wrong: status === 'completed' ? wrong : summary };
}
