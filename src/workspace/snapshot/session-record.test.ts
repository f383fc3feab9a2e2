import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSessionRecord, writeSessionRecord } from './session-record.ts';

const RECORD = { userRoot: '/r', folder: '', base: 'b', baseCommit: 'c' };
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'microfactory-record-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('a session without a record is new', async () => {
  expect(await readSessionRecord(dir)).toBeUndefined();
  await writeSessionRecord(dir, RECORD);
  expect(await readSessionRecord(dir)).toEqual(RECORD);
});

it('a record that cannot be read is an error, never a new session', async () => {
  // A folder in its place fails to be read for root as well.
  mkdirSync(join(dir, 'workspace.json'));
  await expect(readSessionRecord(dir)).rejects.toThrow(/can't be read/);
});
