import { mkdtempSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { DomainSettings } from '../../../engine/maker/domain.ts';
import {
  CALC,
  codeFixture,
  signal,
  silent,
  stepOf,
  type CodeFixture,
} from '../../../../test/support/code-fixture.ts';
import type { BaselineData } from './baseline-data.ts';

let fixture: CodeFixture;
afterEach(() => fixture.remove());

async function baselineOf(files: Readonly<Record<string, string>>, settings: Partial<DomainSettings> = {}) {
  fixture = await codeFixture(files, settings);
  const baseline = await fixture.session.baseline(signal, silent);
  return { ...baseline, data: baseline.data as unknown as BaselineData };
}

const node = (script: string) => ({ argv: ['node', '-e', script] });

describe('what cannot prove anything is refused in one sentence', () => {
  const cases: readonly [string, Partial<DomainSettings>, RegExp][] = [
    [
      'is missing',
      { verifier: { argv: ['no-such-program-here'] } },
      /^The verifier "no-such-program-here" (could not be started|ended)/,
    ],
    [
      'hangs',
      { verifier: node('setInterval(() => {}, 1000)'), verifierTimeoutMs: 1500 },
      /did not finish within 2 s/,
    ],
    [
      'floods and dies',
      { verifier: { argv: ['node', '--test', 'flood.cjs'] } },
      /^The verifier "node --test flood\.cjs" ended with .* without reporting its tests/,
    ],
    [
      'fails without running a test',
      { verifier: { argv: ['npx', '--no-install', 'vitest', 'run'] } },
      /without reporting its tests/,
    ],
  ];
  it.each(cases)('a verifier that %s', async (_what, settings, message) => {
    const flood =
      "process.stdout.write('x'.repeat(5e6)); process.kill(process.ppid, 'SIGKILL'); process.exit(1);\n";
    fixture = await codeFixture({ 'a.js': '\n', 'flood.cjs': flood }, settings);
    const failure = await fixture.session.baseline(signal, silent).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'verifier', message: expect.stringMatching(message) });
  });

  it('a folder without any way to test it', async () => {
    fixture = await codeFixture({ 'README.md': 'hello\n' });
    await expect(fixture.session.preflight()).rejects.toMatchObject({
      code: 'verifier',
      message: expect.stringContaining('name a command under "verifier"'),
    });
  });
});

it('knows a test as flaky when its two runs differ, and does not call it broken later', async () => {
  const marker = join(tmpdir(), `microfactory-flaky-${process.pid}-${Date.now()}`);
  const flaky = [
    "import test from 'node:test';",
    "import { existsSync, writeFileSync, rmSync } from 'node:fs';",
    `const marker = ${JSON.stringify(marker)};`,
    "test('every other time', () => {",
    '  if (existsSync(marker)) { rmSync(marker); throw new Error("this time not"); }',
    "  writeFileSync(marker, '');",
    '});',
  ].join('\n');
  const { summary, data } = await baselineOf({ ...CALC, 'test/flaky.test.js': flaky });
  expect(data.flaky).toEqual(['test/flaky.test.js › every other time']);
  expect(summary).toBe('1 pass, 2 fail, 1 flaky with npm test');
  const step = stepOf(['test/calc.test.js › adds']);
  for (let run = 0; run < 2; run += 1) {
    const text = `${(CALC['src/calc.js'] as string).replace('a - b', 'a + b')}// ${run}\n`;
    const reading = await fixture.session.readEdit([{ path: 'src/calc.js', text }], step);
    if (!reading.ok) throw new Error('the edit was refused');
    expect(await fixture.session.verify(reading.value, step, signal)).toMatchObject({
      verdict: 'passed',
      broken: [],
    });
  }
});

describe('finds out when the verifier looks at other files than the session’s copy', () => {
  const outside = mkdtempSync(join(tmpdir(), 'microfactory-outside-'));
  afterAll(() => rm(outside, { recursive: true, force: true }));

  it.each([
    ['the whole script runs elsewhere', `cd ${outside} && node --test test/`, {}],
    [
      'only the sources come from elsewhere',
      'node --test test/',
      { 'test/calc.test.js': `${outside}/src/calc.js` },
    ],
  ])('when %s', async (_what, script, imports) => {
    for (const [path, text] of Object.entries(CALC)) {
      await mkdir(join(outside, path, '..'), { recursive: true });
      await writeFile(join(outside, path), text);
    }
    const files: Record<string, string> = {
      ...CALC,
      'package.json': CALC['package.json']?.replace('node --test test/', script) ?? '',
    };
    for (const [path, target] of Object.entries(imports)) {
      const text = (CALC[path] as string).replace('../src/calc.js', target);
      files[path] = `${text}// import '../src/calc.js'\n`;
    }
    fixture = await codeFixture(files);
    await expect(fixture.session.baseline(signal, silent)).rejects.toMatchObject({
      code: 'verifier',
      message: expect.stringContaining("does not see the session's copy"),
    });
  });
});

it('proves that the verifier sees the copy by breaking what the tests import', async () => {
  const { data } = await baselineOf(CALC);
  expect(data.probe).toBe("Breaking src/calc.js in the session's copy changed the verdict.");
});

it('sees packages of a monorepo through their links, in the session’s copy', async () => {
  const manifest = (name: string) => JSON.stringify({ name, type: 'module', exports: './index.js' });
  const link = async (root: string) => {
    await mkdir(join(root, 'node_modules/@x'), { recursive: true });
    await symlink(join(root, 'packages/b'), join(root, 'node_modules/@x/b'), 'junction');
  };
  const files = {
    'package.json': JSON.stringify({
      workspaces: ['packages/*'],
      scripts: { test: 'node --test packages/' },
    }),
    '.gitignore': 'node_modules\n',
    'packages/a/package.json': manifest('@x/a'),
    'packages/a/a.test.js':
      "import test from 'node:test';\nimport { b } from '@x/b';\ntest('b', () => b());\n",
    'packages/b/package.json': manifest('@x/b'),
    'packages/b/index.js': 'export const b = () => {};\n',
  };
  fixture = await codeFixture(files, {}, link);
  const { data } = await fixture.session.baseline(signal, silent);
  expect(data).toMatchObject({
    probe: "Breaking packages/b/index.js in the session's copy changed the verdict.",
  });
});

it('cannot tell what a verifier sees whose tests do not load in the first place', async () => {
  const { summary, warning } = await baselineOf({
    ...CALC,
    'test/calc.test.js': "import 'not-installed';\nimport '../src/calc.js';\n",
  });
  expect(summary).toBe('0 pass, 1 fail with npm test');
  expect(warning).toContain('could not be told');
});

it('says so when no test fails', async () => {
  const { warning } = await baselineOf({
    ...CALC,
    'test/calc.test.js': "import test from 'node:test';\nimport '../src/calc.js';\ntest('fine', () => {});\n",
  });
  expect(warning).toContain('labelled unverified');
});

it('takes a command that only passes or fails as one test', async () => {
  const { summary, data } = await baselineOf(
    { 'check.js': "if (1 + 1 !== 3) throw new Error('no');\n" },
    {
      verifier: { argv: ['node', 'check.js'] },
    },
  );
  expect(summary).toBe('0 pass, 1 fail with node check.js');
  expect(data.cases).toMatchObject([
    { id: 'node check.js', outcome: 'fail', frames: [{ path: 'check.js' }] },
  ]);
});
