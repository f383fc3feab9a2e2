import { open, statfs } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Machine } from './measurements.ts';
import { median } from './step-meter.ts';

const SYNCS = 50;
const SYNCED_BYTES = 4096;

/** What Linux calls its file systems by number (`man 2 statfs`); other systems count differently. */
const FILE_SYSTEMS: Readonly<Record<number, string>> = {
  0xef53: 'ext4',
  0x01021994: 'tmpfs (memory)',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x794c7630: 'overlay',
  0x6969: 'nfs',
};

/** Describes the machine, with what one synced write costs in the folder. */
export async function describeMachine(folder: string): Promise<Machine> {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    fileSystem: await fileSystemOf(folder),
    load: loadavg()[0] ?? 0,
    syncMs: await syncCost(folder),
  };
}

async function fileSystemOf(folder: string): Promise<string> {
  if (process.platform !== 'linux') return 'unknown';
  const { type } = await statfs(folder);
  return FILE_SYSTEMS[type] ?? 'unknown';
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
