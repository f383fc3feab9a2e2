import { expect, it } from 'vitest';
import { ServedLists } from './served-lists.ts';

const OWNER = { provider: 'openai', baseUrl: 'http://a', key: 'k' };

it('keeps a list for a short while, for each key apart, and no failure', async () => {
  let now = 0;
  let reads = 0;
  const lists = new ServedLists(() => now);
  const read = async () => {
    reads += 1;
    return [];
  };
  await lists.get(OWNER, read, false);
  await lists.get(OWNER, read, false);
  expect(reads).toBe(1);
  await lists.get({ ...OWNER, key: 'other' }, read, false);
  expect(reads).toBe(2);
  await lists.get(OWNER, read, true);
  expect(reads).toBe(3);
  now = 6 * 60_000;
  await lists.get(OWNER, read, false);
  expect(reads).toBe(4);
  const fails = () => Promise.reject(new Error('down'));
  await expect(lists.get(OWNER, fails, true)).rejects.toThrow('down');
  await lists.get(OWNER, read, false);
  expect(reads).toBe(5);
});
