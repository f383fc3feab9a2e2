import { open } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Machine } from './measurements.ts';
import { median } from './step-meter.ts';

const SYNCS = 50;
const SYNCED_BYTES = 4096;

/** Describes the machine, with what one synced write costs in the folder. */
export async function describeMachine(folder: string): Promise<Machine> {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    load: loadavg()[0] ?? 0,
    syncMs: await syncCost(folder),
  };
}

async function syncCost(folder: string): Promise<number> {
  const file = await open(join(folder, 'sync-cost'), 'w');
  const bytes = Buffer.alloc(SYNCED_BYTES, 'x');
  const times: number[] = [];
  for (let count = 0; count < SYNCS; count += 1) {
    const began = performance.now();
    await file.write(bytes);
    await file.datasync();
    times.push(performance.now() - began);
  }
  await file.close();
  return median(times);
}
