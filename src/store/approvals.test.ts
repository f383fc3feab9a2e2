import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openApprovals } from './approvals.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

it('remembers what was approved, for whoever opens the file next', async () => {
  const path = join(await temporaryFolder(), 'approvals.json');
  const approvals = openApprovals({ path });
  expect(await approvals.has('a1')).toBe(false);
  await approvals.add('a1', 'npm test in /repo');
  expect(await openApprovals({ path }).has('a1')).toBe(true);
  expect(await openApprovals({ path }).has('b2')).toBe(false);
  expect(await openApprovals({ path }).has('constructor')).toBe(false);
  expect(await readFile(path, 'utf8')).toContain('npm test in /repo');
});

it('loses none of several approvals given at once', async () => {
  const path = join(await temporaryFolder(), 'approvals.json');
  const [one, other] = [openApprovals({ path }), openApprovals({ path })];
  const hashes = Array.from({ length: 6 }, (_, index) => `hash-${index}`);
  await Promise.all(hashes.map((hash, index) => (index % 2 === 0 ? one : other).add(hash, 'x')));
  for (const hash of hashes) expect(await one.has(hash), hash).toBe(true);
});

it.each([
  ['cut', '{"version":1,"appr'],
  ['empty', ''],
  ['of another shape', '{"a1":true}'],
  ['of a newer version', '{"version":2,"approved":{"a1":{}}}'],
  ['a list', '[]'],
])('approves nothing and overwrites nothing when the file is %s', async (_what, content) => {
  const path = join(await temporaryFolder(), 'approvals.json');
  await writeFile(path, content);
  const approvals = openApprovals({ path });
  await expect(approvals.has('a1')).rejects.toMatchObject({
    code: 'store',
    message: expect.stringContaining(path),
  });
  await expect(approvals.add('a1', 'x')).rejects.toMatchObject({ code: 'store' });
  expect(await readFile(path, 'utf8')).toBe(content);
});
