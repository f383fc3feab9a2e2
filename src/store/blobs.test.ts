import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openBlobs } from './blobs.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

it('gives back the bytes under the sha-256 of their content', async () => {
  const blobs = openBlobs({ dir: await temporaryFolder() });
  expect(await blobs.put('hello')).toBe(HELLO);
  expect(await blobs.getText(HELLO)).toBe('hello');
  const bytes = Uint8Array.from([0, 255, 13, 10, 128]);
  expect(Uint8Array.from(await blobs.get(await blobs.put(bytes)))).toEqual(bytes);
  expect(await blobs.getText(await blobs.put(''))).toBe('');
});

it('stores the same bytes once, compressed, and leaves nothing else behind', async () => {
  const dir = await temporaryFolder();
  const blobs = openBlobs({ dir });
  const text = 'the same words again and again\n'.repeat(5000);
  const [hash, again] = await Promise.all([blobs.put(text), blobs.put(text)]);
  expect(again).toBe(hash);
  await blobs.put(text);
  const folder = join(dir, hash.slice(0, 2));
  expect(await readdir(folder)).toEqual([hash.slice(2)]);
  expect((await stat(join(folder, hash.slice(2)))).size).toBeLessThan(text.length / 100);
});

it.each([
  ['an unknown hash', HELLO.replace('2', '3')],
  ['no hash', 'hello'],
  ['a path', '../../../../etc/passwd'],
  ['nothing', ''],
])('says not-found for %s', async (_what, hash) => {
  await expect(openBlobs({ dir: await temporaryFolder() }).get(hash)).rejects.toMatchObject({
    code: 'not-found',
  });
});

it.each([
  ['cut', (bytes: Buffer) => bytes.subarray(0, 3)],
  ['emptied', () => Buffer.alloc(0)],
  ['overwritten', () => Buffer.from('something else')],
])('says so when the file of a blob was %s', async (_what, damage) => {
  const dir = await temporaryFolder();
  const blobs = openBlobs({ dir });
  await blobs.put('hello');
  const path = join(dir, HELLO.slice(0, 2), HELLO.slice(2));
  await writeFile(path, damage(await readFile(path)));
  await expect(blobs.get(HELLO)).rejects.toMatchObject({
    code: 'store',
    message: expect.stringContaining('damaged'),
  });
});

it('notices a file that holds another blob, well compressed', async () => {
  const dir = await temporaryFolder();
  const blobs = openBlobs({ dir });
  const [one, other] = [await blobs.put('hello'), await blobs.put('goodbye')];
  const pathOf = (hash: string): string => join(dir, hash.slice(0, 2), hash.slice(2));
  await writeFile(pathOf(one), await readFile(pathOf(other)));
  await expect(blobs.get(one)).rejects.toMatchObject({ code: 'store' });
});
