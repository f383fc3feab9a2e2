import { describe, expect, it } from 'vitest';
import { viewOfTexts } from '../../folder/folder-view.ts';
import { approvalHash, inFull } from './approval.ts';
import { detectVerifier } from './detect.ts';
import { singleCommand } from './script-words.ts';

const script = (test: string, more: object = {}) => JSON.stringify({ scripts: { test }, ...more });
const nodeTest = "import test from 'node:test';\n";

type Row = readonly [string, Readonly<Record<string, string>>, string, string];

const FOLDERS: readonly Row[] = [
  ['a test script', { 'package.json': script('node --test test/') }, 'npm test → node --test test/', 'node'],
  [
    'tsx --test',
    { 'package.json': script('tsx --test "src/**/*.test.ts"') },
    'npm test → tsx --test "src/**/*.test.ts"',
    'node',
  ],
  [
    'a test file of its own',
    { 'package.json': script('node test.js'), 'test.js': nodeTest },
    'npm test → node test.js',
    'node',
  ],
  [
    'a script that is no test',
    { 'package.json': script('node check.js'), 'check.js': '' },
    'npm test → node check.js',
    'exit-status',
  ],
  [
    'pnpm',
    { 'package.json': script('vitest run'), 'pnpm-lock.yaml': '' },
    'pnpm test → vitest run',
    'vitest',
  ],
  ['yarn', { 'package.json': script('jest --ci'), 'yarn.lock': '' }, 'yarn test → jest --ci', 'jest'],
  ['bun', { 'package.json': script('vitest'), 'bun.lock': '' }, 'bun run test → vitest', 'vitest'],
  [
    'a script that calls another',
    { 'package.json': JSON.stringify({ scripts: { test: 'npm run unit', unit: 'cross-env TZ=UTC jest' } }) },
    'npm test → cross-env TZ=UTC jest',
    'jest',
  ],
  [
    'a pretest script',
    { 'package.json': JSON.stringify({ scripts: { pretest: 'tsc', test: 'vitest run' } }) },
    'npm test → tsc && vitest run',
    'vitest',
  ],
  [
    'several commands',
    { 'package.json': script('tsc --noEmit && node --test') },
    'npm test → tsc --noEmit && node --test',
    'node',
  ],
  [
    'the placeholder of npm init',
    { 'package.json': script('echo "Error: no test specified" && exit 1'), 'a.test.js': nodeTest },
    'node --test',
    'node',
  ],
  [
    'vitest without a script',
    { 'package.json': '{"devDependencies": {"vitest": "4"}}' },
    'npx vitest run',
    'vitest',
  ],
  ['a jest configuration', { 'jest.config.js': '' }, 'npx jest', 'jest'],
  ['node tests alone', { 'test/a.test.mjs': nodeTest }, 'node --test', 'node'],
  [
    'pytest',
    { 'pyproject.toml': '[tool.pytest.ini_options]\n', 'tests/test_a.py': '' },
    'python3 -m pytest',
    'pytest',
  ],
  [
    'tests in pytest’s style',
    { 'tests/test_a.py': 'def test_a():\n    pass\n' },
    'python3 -m pytest',
    'pytest',
  ],
  ['unittest', { 'test_a.py': 'import unittest\n' }, 'python3 -m unittest -v', 'unittest'],
  [
    'unittest in a folder',
    { 'tests/test_a.py': 'import unittest\n' },
    'python3 -m unittest discover -s tests -v',
    'unittest',
  ],
  ['Go', { 'go.mod': '' }, 'go test ./...', 'exit-status'],
  ['Rust', { 'Cargo.toml': '' }, 'cargo test', 'exit-status'],
  ['a Makefile', { Makefile: 'all:\n\ttrue\ntest: all\n\t./check\n' }, 'make test', 'exit-status'],
];

describe('the verifier of a folder with', () => {
  it.skipIf(process.platform === 'win32').each(FOLDERS)('%s', async (_what, files, full, runner) => {
    const verifier = await detectVerifier(viewOfTexts(files), undefined);
    expect({ full: inFull(verifier), runner: verifier.runner }).toEqual({ full, runner });
  });
});

it.each([
  [{ argv: ['npm', 'run', 'unit'] }, 'npm run unit → vitest run', 'vitest'],
  [{ shellLine: 'npm run unit -- --bail' }, 'npm run unit -- --bail → vitest run --bail', 'vitest'],
  [{ shellLine: 'make && python -m pytest -q' }, 'make && python -m pytest -q', 'pytest'],
  [{ argv: ['./check.sh', 'all tests'] }, './check.sh "all tests"', 'exit-status'],
])('takes the configured command %j before what it finds', async (configured, full, runner) => {
  const view = viewOfTexts({ 'package.json': '{"scripts": {"test": "jest", "unit": "vitest run"}}' });
  const verifier = await detectVerifier(view, configured);
  expect({ full: inFull(verifier), runner: verifier.runner }).toEqual({ full, runner });
});

it('looks in the task’s folder, with the lock file of the root', async () => {
  const files = {
    'packages/a/package.json': script('vitest run'),
    'package.json': script('jest'),
    'pnpm-lock.yaml': '',
  };
  expect(inFull(await detectVerifier(viewOfTexts(files, 'packages/a'), undefined))).toBe(
    'pnpm test → vitest run',
  );
});

it('says what it looked for when there is nothing', async () => {
  await expect(detectVerifier(viewOfTexts({ 'a.txt': '' }), undefined)).rejects.toMatchObject({
    code: 'verifier',
    message: expect.stringMatching(
      /^No way to test this folder was found \(looked for .*Cargo\.toml.*\); name a command/,
    ),
  });
});

it('binds an approval to command, folder and script text', async () => {
  const of = async (test: string) => detectVerifier(viewOfTexts({ 'package.json': script(test) }), undefined);
  const known = approvalHash(await of('node --test'), '/a');
  expect(approvalHash(await of('node --test'), '/a')).toBe(known);
  expect(approvalHash(await of('node --test && curl x'), '/a')).not.toBe(known);
  expect(approvalHash(await of('node --test'), '/b')).not.toBe(known);
});

it.each([
  ['node --test "a b/*.js"', ['node', '--test', 'a b/*.js'], {}],
  ['NODE_ENV=test npx vitest run', ['vitest', 'run'], { NODE_ENV: 'test' }],
  ["cross-env A='1 2' jest", ['jest'], { A: '1 2' }],
])('understands %j without a shell', (line, words, env) => {
  expect(singleCommand(line)).toEqual({ words, env });
});

it.each(['a && b', 'a | b', 'a > b', 'a; b', 'a $HOME', 'a `b`', "a 'b", 'a $(b)', 'a &', ''])(
  'leaves %j to a shell',
  (line) => {
    expect(singleCommand(line)).toBeUndefined();
  },
);
