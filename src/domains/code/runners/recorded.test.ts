import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readJsonReport } from './json-report.ts';
import { readJunit } from './junit.ts';
import { readNodeEvents } from './node-events.ts';
import { readTap } from './tap.ts';
import type { RunPlace, TestCase } from './test-runner.ts';
import { readUnittest } from './unittest-report.ts';

const place: RunPlace = { root: '/fixture', cwd: '/fixture', reports: '/reports' };
const recorded = (name: string) =>
  readFileSync(new URL(`../../../../test/fixtures/runners/${name}`, import.meta.url), 'utf8');
const outcomes = (cases: readonly TestCase[] = []) =>
  cases.map((testCase) => `${testCase.outcome} ${testCase.id}`);
const named = (cases: readonly TestCase[] | undefined, id: string) =>
  cases?.find((testCase) => testCase.id === id);

describe.each(['20', '22', '24'])('what node %s reported', (version) => {
  const { cases, complete } = readNodeEvents(recorded(`node-${version}.ndjson`), place);

  it('names every test by file, suites and title, with files that did not load as one case', () => {
    expect(outcomes(cases)).toEqual([
      'fail test/a.test.js › sums › adds',
      'pass test/a.test.js › sums › adds #2',
      'fail test/a.test.js › sums › inner › booms',
      'pass test/a.test.js › top › sub ok',
      'fail test/a.test.js › top › sub bad',
      'pass test/a.test.js › top',
      'skip test/a.test.js › later',
      'skip test/a.test.js › skipped',
      'fail test/broken.test.js',
      'fail test/syntax.test.js',
    ]);
    expect(complete).toBe(true);
  });

  it('keeps message, values and frames inside the workspace, innermost first', () => {
    const adds = named(cases, 'test/a.test.js › sums › adds');
    expect(adds).toMatchObject({ expected: '3', actual: '-1' });
    expect(adds?.message).toContain('strictly equal');
    expect(named(cases, 'test/a.test.js › sums › inner › booms')?.frames).toEqual([
      { path: 'src/a.js', line: 5, column: 9 },
      { path: 'test/a.test.js', line: 7, column: 47 },
    ]);
    expect(named(cases, 'test/syntax.test.js')?.frames).toEqual([{ path: 'test/syntax.test.js', line: 3 }]);
    expect(named(cases, 'test/broken.test.js')?.message).toContain('Cannot find module');
  });
});

it('takes a node report without its end for incomplete', () => {
  const text = recorded('node-20.ndjson').split('\n').slice(0, -2).join('\n');
  expect(readNodeEvents(text, place).complete).toBe(false);
});

it('reads TAP where no report could be had', () => {
  const { cases, complete } = readTap(recorded('node-20.tap'));
  expect(complete).toBe(true);
  expect(outcomes(cases)).toContain('fail sums › adds');
  expect(outcomes(cases)).toContain('pass sums › adds #2');
  expect(outcomes(cases)).toContain('skip later');
});

it.each([
  ['vitest-4.json', '-1', '3'],
  ['jest-30.json', '-1', '3'],
])('reads %s', (name, actual, expected) => {
  const cases = readJsonReport(recorded(name), place);
  expect(outcomes(cases)).toEqual([
    'fail src/a.test.js › sums › adds',
    'pass src/a.test.js › sums › adds #2',
    'fail src/a.test.js › sums › inner › booms',
    'skip src/a.test.js › later',
    'skip src/a.test.js › skipped',
    'fail src/a.test.js › deep',
    'fail src/broken.test.js',
    'fail src/syntax.test.js',
  ]);
  expect(named(cases, 'src/a.test.js › sums › adds')).toMatchObject({ actual, expected });
  expect(named(cases, 'src/a.test.js › sums › inner › booms')?.frames[0]).toEqual({
    path: 'src/a.js',
    line: 5,
    column: 9,
  });
  expect(named(cases, 'src/broken.test.js')?.frames[0]?.path).toBe('src/broken.test.js');
});

it('reads pytest-9.xml', () => {
  const cases = readJunit(recorded('pytest-9.xml'), place);
  expect(outcomes(cases)).toEqual([
    'fail tests/test_broken.py',
    'fail tests/test_syntax.py',
    'fail tests/test_calc.py › test_adds',
    'pass tests/test_calc.py › test_param[0]',
    'pass tests/test_calc.py › test_param[1]',
    'fail tests/test_calc.py › TestGroup › test_boom',
    'skip tests/test_calc.py › TestGroup › test_skipped',
    'skip tests/test_calc.py › TestGroup › test_xfail',
  ]);
  expect(named(cases, 'tests/test_calc.py › TestGroup › test_boom')?.frames).toEqual([
    { path: 'calc.py', line: 6 },
    { path: 'tests/test_calc.py', line: 17 },
  ]);
  expect(named(cases, 'tests/test_syntax.py')?.frames[0]).toEqual({ path: 'tests/test_syntax.py', line: 1 });
});

it.each(['unittest-3.11.txt', 'unittest-3.10.txt'])('reads %s', (name) => {
  const files = (module: string) => `${module.replaceAll('.', '/')}.py`;
  const { cases, complete } = readUnittest(recorded(name), place, files);
  expect(complete).toBe(true);
  expect(outcomes(cases).sort()).toEqual([
    'fail tests/test_broken.py',
    'fail tests/test_calc.py › CalcTest › test_adds',
    'fail tests/test_calc.py › CalcTest › test_boom',
    'fail tests/test_calc.py › CalcTest › test_subs',
    'fail tests/test_syntax.py',
    'pass tests/test_calc.py › CalcTest › test_expected',
    'pass tests/test_calc.py › CalcTest › test_prints',
    'pass tests/test_calc.py › CalcTest › test_zero',
    'skip tests/test_calc.py › CalcTest › test_skipped',
  ]);
  expect(named(cases, 'tests/test_calc.py › CalcTest › test_adds')).toMatchObject({
    message: 'AssertionError: -1 != 3',
    frames: [{ path: 'tests/test_calc.py', line: 8 }],
  });
});

it.each(['', '{}', 'not json', '<a>', '{"testResults": 3}'])('refuses %j as a report', (text) => {
  expect(readJsonReport(text, place)).toBeUndefined();
  expect(readJunit(text, place) ?? []).toEqual([]);
  expect(readNodeEvents(text, place).complete).toBe(false);
});
