import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FileSystem } from '../../src/store/file-system.ts';
import { bundledChild, outputOf, startChild } from '../../src/store/testing/child-process.ts';
import { temporaryFolder } from '../../src/store/testing/temporary-folder.ts';
import type { ActivityOnDisk } from './activities/activity.ts';
import { exporting, importing } from './activities/export-and-import.ts';
import { pruning } from './activities/prune.ts';
import { withinFolder } from './within-folder.ts';

/** Killed at each of these, and then at so many later. */
const STRIDE = 11;

/** Writes what lies below the path of a disk in memory to a real folder. */
async function copyOut(disk: FileSystem, path: string, folder: string): Promise<void> {
  await mkdir(join(folder, path), { recursive: true });
  for (const name of await disk.readdir(path)) {
    const from = `${path}/${name}`;
    const isFolder = await disk.readdir(from).then(
      () => true,
      () => false,
    );
    if (isFolder) await copyOut(disk, from, folder);
    else await writeFile(join(folder, from), await disk.readFile(from));
  }
}

it.each<[string, ActivityOnDisk]>([
  ['export', exporting],
  ['import', importing],
  ['prune', pruning],
])(
  'a process that is killed at any moment of its %s leaves all of it, or nothing but what the next one cleans up',
  async (what, { begin }) => {
    const folder = await temporaryFolder();
    const bundle = await bundledChild('killed-child', folder, import.meta.url);
    let kills = 0;
    for (let at = 1, done = false; !done; at += STRIDE) {
      const { disk, check } = await begin();
      const root = join(folder, String(at));
      await copyOut(disk.fileSystem, '/base', root);
      const child = startChild(bundle, [root, what, String(at)]);
      done = (await outputOf(child)) === 'done\n';
      expect(child.signalCode).toBe(done ? null : 'SIGKILL');
      await check(withinFolder(root), { when: `killed at ${at}`, done, powerLost: false });
      if (!done) kills += 1;
    }
    expect(kills).toBeGreaterThan(3);
  },
  300_000,
);
