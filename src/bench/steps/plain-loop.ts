import { join } from 'node:path';
import { LineWriter } from './line-writer.ts';
import type { Run } from './measurements.ts';
import { StepMeter } from './step-meter.ts';
import { moveCount, shortestMove, Tower } from './tower.ts';

/** What a loop is asked to do: as many bytes a step as the journal that it is compared with. */
export interface LoopRequest {
  readonly folder: string;
  readonly disks: number;
  readonly bytesAStep: number;
}

/** The limit: the same moves and the same synced bytes with neither engine nor journal nor answers nor votes. */
export async function plainLoop({ folder, disks, bytesAStep }: LoopRequest): Promise<Run> {
  const meter = new StepMeter();
  const tower = new Tower(disks);
  const lines = await LineWriter.create(join(folder, 'plain.jsonl'));
  meter.start();
  for (let number = 1; number <= moveCount(disks); number += 1) {
    const move = shortestMove(disks, number);
    tower.play(move);
    const written = lines.add(`${number} ${move.disk} ${move.from} ${move.to}`.padEnd(bytesAStep - 1));
    if (written !== undefined) await written;
    meter.finished(number);
  }
  await lines.finish();
  return { ...meter.stop(), bytes: lines.bytes, wrong: tower.verdict() };
}
