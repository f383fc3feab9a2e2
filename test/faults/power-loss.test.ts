import { expect, it } from 'vitest';
import { faultyFileSystem } from '../../src/store/testing/faulty-file-system.ts';
import { drawnFate, strictest, type Fate } from '../../src/store/testing/power-loss.ts';
import type { ActivityOnDisk } from './activities/activity.ts';
import { exporting, importing } from './activities/export-and-import.ts';
import { forgetLocks } from './activities/forget-locks.ts';
import { indexSaving } from './activities/index-saving.ts';
import { pruning } from './activities/prune.ts';
import { running } from './activities/running.ts';

/** The power goes at operation `at`, with this or that fate for what was not synced. Returns whether that operation came. */
async function tried({ begin }: ActivityOnDisk, at: number): Promise<boolean> {
  const { disk, perform, check } = await begin();
  const faulty = faultyFileSystem(disk.fileSystem, at, 'crash');
  const succeeded = await perform(faulty).then(
    () => true,
    () => false,
  );
  const fates: [string, Fate][] = [
    ['nothing that was not synced survives', strictest],
    ['some of it does, in any order', drawnFate('power', at)],
  ];
  for (const [name, fate] of fates) {
    const { fileSystem } = disk.afterPowerLoss(fate);
    await forgetLocks(fileSystem);
    // Where a failure is none for whoever asked, nothing was promised either.
    const done = succeeded && !faulty.failed();
    await check(fileSystem, { when: `operation ${at}: ${name}`, done, powerLost: true });
  }
  return faulty.failed();
}

it.each([running, indexSaving, exporting, importing, pruning])(
  'power loss at any operation of $name leaves what was promised, and what goes on comes to the same end',
  async (activity) => {
    let at = 1;
    while (await tried(activity, at)) at += 1;
    expect(at).toBeGreaterThan(activity.atLeast);
  },
  300_000,
);
