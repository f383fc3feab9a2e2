import { expect, it } from 'vitest';
import type { FileSystem } from '../file-system.ts';
import { MemoryDisk } from './memory-disk.ts';
import { drawnFate, mildest, strictest, type Fate } from './power-loss.ts';

async function append(fileSystem: FileSystem, path: string, text: string, sync: boolean): Promise<void> {
  const file = await fileSystem.open(path, 'a');
  await file.write(Buffer.from(text), 0, text.length);
  if (sync) await file.datasync();
  await file.close();
}

async function textOf(disk: MemoryDisk, path: string): Promise<string> {
  return Buffer.from(await disk.fileSystem.readFile(path)).toString('latin1');
}

/** A file whose name and first bytes are synced. */
async function begun(): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  await append(disk.fileSystem, '/file', 'synced', true);
  await disk.fileSystem.syncFolder('/');
  return disk;
}

it('loses the bytes after the last sync, from any byte on', async () => {
  const disk = await begun();
  await append(disk.fileSystem, '/file', '-more', false);
  expect(await textOf(disk, '/file')).toBe('synced-more');
  expect(await textOf(disk.afterPowerLoss(strictest), '/file')).toBe('synced');
  expect(await textOf(disk.afterPowerLoss(mildest), '/file')).toBe('synced-more');
  const found = new Set<string>();
  for (let seed = 0; seed < 100; seed += 1)
    found.add(await textOf(disk.afterPowerLoss(drawnFate(seed)), '/file'));
  const bare = [...found].map((text) => text.replace(/\0+$/, ''));
  expect(bare.every((text) => 'synced-more'.startsWith(text) && text.startsWith('synced'))).toBe(true);
  expect(found.size).toBeGreaterThan(6);
});

it('loses a name that its folder was not synced for, with all that is in the file', async () => {
  const disk = await begun();
  await disk.fileSystem.makeFolder('/deep/er');
  await append(disk.fileSystem, '/deep/er/file', 'synced', true);
  await disk.fileSystem.syncFolder('/deep/er');
  await expect(textOf(disk.afterPowerLoss(strictest), '/deep/er/file')).rejects.toThrow('ENOENT');
  await disk.fileSystem.syncFolder('/');
  await expect(textOf(disk.afterPowerLoss(strictest), '/deep/er/file')).rejects.toThrow('ENOENT');
  await disk.fileSystem.syncFolder('/deep');
  expect(await textOf(disk.afterPowerLoss(strictest), '/deep/er/file')).toBe('synced');
});

it('brings back what was deleted or renamed, unless the folder was synced', async () => {
  const disk = await begun();
  await append(disk.fileSystem, '/beside', 'new', true);
  await disk.fileSystem.rename('/beside', '/file');
  expect(await textOf(disk, '/file')).toBe('new');
  expect(await textOf(disk.afterPowerLoss(strictest), '/file')).toBe('synced');
  await disk.fileSystem.syncFolder('/');
  await disk.fileSystem.unlink('/file');
  expect(await textOf(disk.afterPowerLoss(strictest), '/file')).toBe('new');
  expect(await disk.afterPowerLoss(mildest).fileSystem.readdir('/')).toEqual([]);
});

it('keeps one change and not another, in whichever order they came', async () => {
  const disk = await begun();
  await append(disk.fileSystem, '/later', '', true);
  await disk.fileSystem.unlink('/file');
  const seen = new Set<string>();
  for (let seed = 0; seed < 60; seed += 1) {
    seen.add((await disk.afterPowerLoss(drawnFate(seed)).fileSystem.readdir('/')).sort().join());
  }
  expect([...seen].sort()).toEqual(['', 'file', 'file,later', 'later']);
});

it('may bring back what was cut off', async () => {
  const disk = await begun();
  await disk.fileSystem.truncate('/file', 2);
  await append(disk.fileSystem, '/file', 'XY', false);
  expect(await textOf(disk, '/file')).toBe('syXY');
  expect(await textOf(disk.afterPowerLoss(strictest), '/file')).toBe('synced');
  const cut: Fate = { ...strictest, keepsChange: () => true };
  expect(await textOf(disk.afterPowerLoss(cut), '/file')).toBe('sy');
  await append(disk.fileSystem, '/file', '', true);
  expect(await textOf(disk.afterPowerLoss(strictest), '/file')).toBe('syXY');
});
