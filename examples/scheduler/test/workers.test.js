import test from 'node:test';
import assert from 'node:assert/strict';
import { finishOf, latestFinish, shareOut } from '../src/workers.js';

const jobs = (...minutes) => minutes.map((each, index) => ({ name: `job ${index + 1}`, minutes: each }));

test('gives every job to somebody', () => {
  const shares = shareOut(jobs(5, 5, 5, 5), 2);
  assert.deepEqual(shares.flat().map(({ name }) => name).sort(), ['job 1', 'job 2', 'job 3', 'job 4']);
});
test('uses all workers', () => assert.equal(shareOut(jobs(1, 1, 1), 3).filter((share) => share.length === 1).length, 3));
test('knows when a share is done', () => assert.equal(finishOf(jobs(10, 20, 5)), 35));
test('nobody has anything to do', () => assert.equal(latestFinish(shareOut([], 2)), 0));
test('finishes as early as can be', () => {
  const days = [
    [jobs(30, 10, 30, 10), 2],
    [jobs(3, 3, 2, 2, 2), 2],
    [jobs(9, 8, 7, 6, 5, 4, 3), 3],
    [jobs(50, 1, 49, 2, 48, 3, 47, 4), 2],
    [jobs(7, 7, 6, 6, 5, 5, 4, 4, 4), 4],
  ];
  assert.deepEqual(days.map(([list, workers]) => latestFinish(shareOut(list, workers))), [40, 6, 14, 102, 12]);
});
