import { expect, it } from 'vitest';
import type { TestCase } from '../runners/test-runner.ts';
import { clusterFailures } from './cluster-failures.ts';
import { planFromFailures } from './own-plan.ts';

const failing = (file: string, name: string, at?: string): TestCase => ({
  id: `${file} › ${name}`,
  file,
  outcome: 'fail',
  message: `${name} went wrong`,
  frames:
    at === undefined
      ? [{ path: file, line: 3 }]
      : [
          { path: at, line: 7 },
          { path: file, line: 3 },
        ],
});

it('takes failures in one place of the source, seen from one test file, for one defect', () => {
  const plan = planFromFailures(
    [
      failing('b.test.js', 'x', 'src/b.js'),
      failing('b.test.js', 'y', 'src/b.js'),
      failing('b.test.js', 'z'),
      failing('a.test.js', 'w', 'src/b.js'),
    ],
    (path) => (path === 'a.test.js' ? 10 : 20),
  );
  expect(plan?.steps.map(({ title }) => title)).toEqual([
    'Make "w" pass',
    'Make "x" and 1 more pass',
    'Make "z" pass',
  ]);
  expect(plan?.steps[1]).toMatchObject({
    promise: { kind: 'tests', tests: ['b.test.js › x', 'b.test.js › y'] },
    files: ['src/b.js'],
  });
});

it('has no plan when nothing fails', () => {
  expect(planFromFailures([], () => 0)).toBeUndefined();
});

it.each([
  [30, 2, 30],
  [60, 2, 2],
  [500, 500, 39],
])('makes %i failures of %i files at most 40 leaves', (count, files, leaves) => {
  const cases = Array.from({ length: count }, (_none, index) =>
    failing(`f${index % files}.test.js`, `t${index}`),
  );
  const clusters = clusterFailures(cases, 40);
  expect(clusters).toHaveLength(leaves);
  expect(clusters.flat()).toHaveLength(count);
});
