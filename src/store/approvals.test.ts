import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openApprovals } from './approvals.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const ONE = hashOf('one');

it('remembers what was approved, for whoever opens the folder next', async () => {
  const dir = join(await temporaryFolder(), 'approvals');
  const approvals = openApprovals({ dir });
  expect(await approvals.has(ONE)).toBe(false);
  await approvals.add(ONE, 'npm test in /repo');
  await approvals.add(ONE, 'npm test in /repo');
  expect(await openApprovals({ dir }).has(ONE)).toBe(true);
  expect(await openApprovals({ dir }).has(hashOf('two'))).toBe(false);
  expect(await readFile(join(dir, `${ONE}.json`), 'utf8')).toContain('npm test in /repo');
});

it('loses none of several approvals given at once', async () => {
  const dir = join(await temporaryFolder(), 'approvals');
  const both = [openApprovals({ dir }), openApprovals({ dir })];
  const hashes = Array.from({ length: 20 }, (_, index) => hashOf(String(index)));
  await Promise.all(hashes.flatMap((hash) => both.map((approvals) => approvals.add(hash, 'x'))));
  for (const hash of hashes) expect(await openApprovals({ dir }).has(hash)).toBe(true);
});

it.each([
  ['is cut', '{"version":1,"hash":"'],
  ['is empty', ''],
  ['approves something else', `{"version":1,"hash":"${hashOf('two')}"}`],
  ['is of a newer version', `{"version":2,"hash":"${ONE}"}`],
  ['is a list', '[]'],
])('approves nothing by a file that %s', async (_what, content) => {
  const dir = await temporaryFolder();
  await writeFile(join(dir, `${ONE}.json`), content);
  expect(await openApprovals({ dir }).has(ONE)).toBe(false);
});

it.each(['', 'short', '../../../etc/passwd', ONE.toUpperCase()])('refuses %j as a hash', async (hash) => {
  const approvals = openApprovals({ dir: await temporaryFolder() });
  await expect(approvals.has(hash)).rejects.toMatchObject({ code: 'internal' });
  await expect(approvals.add(hash, 'x')).rejects.toMatchObject({ code: 'internal' });
});
