import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const SNAPSHOT = {
  seq: 41,
  checksum: '0badcafe',
  state: { frontier: ['a', 'b'], totals: { steps: 2 }, text: 'ü\n' },
};

it('gives back the snapshot last written', async () => {
  const path = join(await temporaryFolder(), 'snapshot.json');
  await writeSnapshot(path, { seq: 1, checksum: '', state: null });
  await writeSnapshot(path, SNAPSHOT);
  expect(await readSnapshot(path)).toEqual(SNAPSHOT);
});

it.each([
  ['is missing', undefined],
  ['was cut', (text: string) => text.slice(0, -3)],
  ['is empty', () => ''],
  ['had a bit flipped', (text: string) => text.replace('"seq":41', '"seq":40')],
  ['is something else', () => '{"seq":41,"state":{}}'],
])('gives none when the file %s', async (_what, damage) => {
  const path = join(await temporaryFolder(), 'snapshot.json');
  if (damage !== undefined) {
    await writeSnapshot(path, SNAPSHOT);
    await writeFile(path, damage(await readFile(path, 'utf8')));
  }
  expect(await readSnapshot(path)).toBeUndefined();
});
