import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openKeptRuns } from './kept-runs.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kept-runs-'))));
afterAll(() => rm(folder, { recursive: true }));

const unwanted = () => Promise.reject(new Error('played again'));

it('goes on after a kill with what was there, also behind a line that is half there', async () => {
  const file = join(folder, 'deep', 'runs.jsonl');
  const first = await openKeptRuns(file, 'program');
  expect(first.found).toBe(0);
  expect(await first.of({ k: 1 }, () => Promise.resolve([1, 2]))).toEqual([1, 2]);
  await appendFile(file, '{"version":"torn');
  const second = await openKeptRuns(file, 'program');
  expect(await second.of({ k: 1 }, unwanted)).toEqual([1, 2]);
  expect(await second.of({ k: 2 }, () => Promise.resolve('two'))).toBe('two');
  const third = await openKeptRuns(file, 'program');
  expect(third.found).toBe(2);
  expect(await third.of({ k: 2 }, unwanted)).toBe('two');
  await third.forget();
  await expect(readFile(file)).rejects.toThrow();
});

it('begins anew when the program is another', async () => {
  const file = join(folder, 'runs.jsonl');
  await (await openKeptRuns(file, 'old')).of('a', () => Promise.resolve('before'));
  const next = await openKeptRuns(file, 'new');
  expect(await next.of('a', () => Promise.resolve('after'))).toBe('after');
});
