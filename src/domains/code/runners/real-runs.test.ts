import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  codeFixture,
  signal,
  silent,
  stepOf,
  type CodeFixture,
} from '../../../../test/support/code-fixture.ts';
import type { BaselineData } from '../baseline/baseline-data.ts';
import { createRunner } from './create-runner.ts';
import { runTests } from './run-tests.ts';
import type { TestReport, TestSelection } from './test-runner.ts';

let fixture: CodeFixture;
afterEach(() => fixture.remove());

async function baselineOf(files: Readonly<Record<string, string>>): Promise<BaselineData> {
  fixture = await codeFixture(files);
  return (await fixture.session.baseline(signal, silent)).data as unknown as BaselineData;
}

async function select(data: BaselineData, selection: TestSelection): Promise<TestReport> {
  const scratch = await fixture.workspace.lease(fixture.workspace.base);
  try {
    return await runTests({ runner: createRunner(data.verifier), scratch, selection, timeoutMs: 60_000 });
  } finally {
    await scratch.release();
  }
}

const outcomes = (cases: BaselineData['cases']) => cases.map(({ id, outcome }) => `${outcome} ${id}`).sort();
const passing = (cases: BaselineData['cases']) =>
  cases.filter(({ outcome }) => outcome === 'pass').map(({ id }) => id);

const SUITES = [
  "import { describe, it, test } from 'node:test';",
  "import assert from 'node:assert/strict';",
  "import { add } from '../src/add.js';",
  "describe('sums (plain)', () => {",
  "  it('adds 1+1?', () => assert.equal(add(1, 1), 2));",
  "  it('adds [2]', () => assert.equal(add(1, 2), 3));",
  '});',
  "test('alone', () => {});",
  '',
].join('\n');
const ADD = 'export const add = (a, b) => a + a;\n';

describe('node:test', () => {
  it.each([
    ['npm test', 'node --test test/'],
    ['a reporter of the project’s own', 'node --test --test-reporter=dot test/'],
    [
      'a reporter with its destination',
      'node --test --test-reporter=tap --test-reporter-destination=stdout test/',
    ],
    ['several commands', 'echo before && node --test test/ && echo after'],
    ['a script that only runs the file', 'node test/a.test.js'],
  ])('is seen test by test through %s', async (_what, script) => {
    const files = {
      'package.json': JSON.stringify({ type: 'module', scripts: { test: script } }),
      'src/add.js': ADD,
      'test/a.test.js': SUITES,
    };
    const { cases } = await baselineOf(files);
    expect(outcomes(cases)).toEqual([
      'fail test/a.test.js › sums (plain) › adds [2]',
      'pass test/a.test.js › alone',
      'pass test/a.test.js › sums (plain) › adds 1+1?',
    ]);
  });

  it('runs one file or one test without the package manager', async () => {
    const files = {
      'package.json': '{"type": "module", "scripts": {"test": "node --test"}}',
      'src/add.js': ADD,
      'test/a.test.js': SUITES,
      'test/b.test.js': "import test from 'node:test';\nimport '../src/add.js';\ntest('b', () => {});\n",
    };
    const data = await baselineOf(files);
    expect(passing((await select(data, { files: ['test/b.test.js'] })).cases)).toContain(
      'test/b.test.js › b',
    );
    const one = await select(data, { tests: ['test/a.test.js › sums (plain) › adds 1+1?'] });
    expect(one.cases.map(({ id }) => id)).not.toContain('test/a.test.js › alone');
    expect(passing(one.cases)).toContain('test/a.test.js › sums (plain) › adds 1+1?');
    const two = await select(data, { files: ['test/a.test.js', 'test/b.test.js'] });
    expect(two.cases.filter(({ file }) => file !== '').map(({ file }) => file)).toContain('test/b.test.js');
    expect(two).toMatchObject({ complete: true, succeeded: false });
  });

  it('makes one failing case of a file that does not load, also when it runs alone', async () => {
    const files = {
      'package.json': '{"type": "module", "scripts": {"test": "node --test"}}',
      'src/add.js': `${ADD}}`,
      'test/a.test.js': SUITES,
      'test/b.test.js': "import test from 'node:test';\ntest('b', () => {});\n",
    };
    const data = await baselineOf(files);
    const broken = data.cases.find(({ id }) => id === 'test/a.test.js');
    expect(broken).toMatchObject({ outcome: 'fail', frames: [{ path: 'src/add.js', line: 2 }] });
    expect(broken?.message).toContain('SyntaxError');
    const alone = await select(data, { files: ['test/a.test.js'] });
    expect(alone.cases).toMatchObject([{ outcome: 'fail', frames: [{ path: 'src/add.js', line: 2 }] }]);
    const step = stepOf(['test/a.test.js']);
    const half = await fixture.session.readEdit([{ path: 'src/add.js', text: ADD }], step);
    const full = await fixture.session.readEdit(
      [{ path: 'src/add.js', text: ADD.replace('a + a', 'a + b') }],
      step,
    );
    if (!half.ok || !full.ok) throw new Error('an edit was refused');
    expect(await fixture.session.verify(half.value, step, signal)).toMatchObject({ verdict: 'failed' });
    expect(await fixture.session.verify(full.value, step, signal)).toMatchObject({ verdict: 'passed' });
  });
});

describe('vitest', () => {
  it('is seen test by test, and runs selected tests', async () => {
    const files = {
      'package.json': '{"type": "module", "scripts": {"test": "vitest run"}}',
      '.gitignore': 'node_modules\n',
      'src/add.js': ADD,
      'test/a.test.js': SUITES.replace('node:test', 'vitest'),
    };
    const modules = resolve('node_modules');
    fixture = await codeFixture(files, {}, (root) =>
      symlink(modules, join(root, 'node_modules'), 'junction'),
    );
    const data = (await fixture.session.baseline(signal, silent)).data as unknown as BaselineData;
    expect(outcomes(data.cases)).toEqual([
      'fail test/a.test.js › sums (plain) › adds [2]',
      'pass test/a.test.js › alone',
      'pass test/a.test.js › sums (plain) › adds 1+1?',
    ]);
    const one = await select(data, { tests: ['test/a.test.js › sums (plain) › adds 1+1?'] });
    expect(passing(one.cases)).toContain('test/a.test.js › sums (plain) › adds 1+1?');
    expect(passing(one.cases)).not.toContain('test/a.test.js › alone');
  });
});

describe.skipIf(process.platform === 'win32')('unittest', () => {
  it('is seen test by test, and runs one test', async () => {
    const data = await baselineOf({
      'calc.py': 'def add(a, b):\n    return a - b\n',
      'tests/__init__.py': '',
      'tests/test_calc.py': [
        'import unittest',
        'from calc import add',
        'class CalcTest(unittest.TestCase):',
        '    def test_adds(self):',
        '        self.assertEqual(add(1, 2), 3)',
        '    def test_zero(self):',
        '        self.assertEqual(add(1, 0), 1)',
        '',
      ].join('\n'),
    });
    expect(outcomes(data.cases)).toEqual([
      'fail tests/test_calc.py › CalcTest › test_adds',
      'pass tests/test_calc.py › CalcTest › test_zero',
    ]);
    const one = await select(data, { tests: ['tests/test_calc.py › CalcTest › test_zero'] });
    expect(one.cases.map(({ id }) => id)).toContain('tests/test_calc.py › CalcTest › test_zero');
    expect(one.succeeded).toBe(true);
    const step = stepOf(['tests/test_calc.py › CalcTest › test_adds']);
    const edit = await fixture.session.readEdit(
      [{ path: 'calc.py', text: 'def add(a, b):\n    return a + b\n' }],
      step,
    );
    if (!edit.ok) throw new Error('the edit was refused');
    expect(await fixture.session.verify(edit.value, step, signal)).toMatchObject({ verdict: 'passed' });
  });
});
