import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  answer,
  codeFixture,
  signal,
  stepOf,
  type CodeFixture,
} from '../../../../test/support/code-fixture.ts';
import { installPackages } from '../../../../test/support/installed-packages.ts';
import type { RedFlag } from '../../../engine/maker/red-flag.ts';

const PACKAGE = {
  type: 'module',
  scripts: { test: 'node --test' },
  devDependencies: { typescript: '*', eslint: '*' },
};
const BASE = { 'package.json': JSON.stringify(PACKAGE), '.gitignore': 'node_modules\n' };

async function approved(fixture: CodeFixture): Promise<readonly string[]> {
  const { session, approvals } = fixture;
  const shown: string[] = [];
  for (let asked = await session.preflight(); asked.kind === 'needs-approval';) {
    shown.push(asked.what);
    await approvals.add(asked.hash, asked.what);
    asked = await session.preflight();
  }
  return shown;
}

async function flagsOf(fixture: CodeFixture, text: string): Promise<readonly RedFlag[]> {
  const reading = await fixture.session.readAnswer(text, stepOf([]), signal);
  return reading.ok ? [] : reading.flags;
}

describe('tsc, as it is installed', () => {
  let fixture: CodeFixture;
  const source = [
    'export function add(a: number, b: number): number {',
    '  return a - b;',
    '}',
    "export const old: number = 'no number';",
    '',
  ].join('\n');
  const files = {
    ...BASE,
    'tsconfig.json':
      '{"compilerOptions": {"strict": true, "lib": ["ES5"], "skipLibCheck": true, "types": []}, "include": ["src"]}\n',
    'src/add.ts': source,
    'src/use.ts': "import { add } from './add.js';\nexport const three = add(1, 2);\n",
  };
  beforeAll(async () => {
    fixture = await codeFixture(files, { redFlaggers: [{ type: 'typecheck' }] }, (root) =>
      installPackages(root, ['typescript']),
    );
    const shown = await approved(fixture);
    expect(shown).toContain('node node_modules/typescript/bin/tsc --noEmit --pretty false');
  });
  afterAll(() => fixture.remove());

  it('finds an error that an answer brings, with its words as evidence', async () => {
    const flags = await flagsOf(fixture, answer('src/add.ts', '  return a - b;', '  return `${a + b}`;'));
    expect(flags).toEqual([
      {
        rule: 'type-regression',
        reason:
          "The type checker finds what it did not find before: src/add.ts: error TS2322: Type 'string' is not assignable to type 'number'.",
        evidence: "src/add.ts: error TS2322: Type 'string' is not assignable to type 'number'.",
      },
    ]);
  });

  it('finds the error that an answer brings into a file that it does not touch', async () => {
    const change = answer(
      'src/add.ts',
      'export function add(a: number, b: number): number {',
      'export function add(a: number, b: string): number {\n  b;',
    );
    const [flag] = await flagsOf(fixture, change.replace('b;\n', 'void b;\n'));
    expect(flag?.evidence).toContain('src/use.ts: error TS2345');
  });

  it('does not blame an answer for what was wrong before, wherever its line has moved', async () => {
    const moved = answer(
      'src/add.ts',
      '  return a - b;',
      '  // Both of them.\n  const sum = a + b;\n  return sum;',
    );
    expect(await flagsOf(fixture, moved)).toEqual([]);
  });

  it('lets an answer pass that mends what was wrong', async () => {
    const mended = answer(
      'src/add.ts',
      "export const old: number = 'no number';",
      'export const old: number = 1;',
    );
    expect(await flagsOf(fixture, mended)).toEqual([]);
  });

  it('finds the same error once more', async () => {
    const again = answer(
      'src/add.ts',
      "export const old: number = 'no number';",
      "export const old: number = 'no number';\nexport const more: number = 'none either';",
    );
    expect(await flagsOf(fixture, again)).toMatchObject([{ rule: 'type-regression' }]);
  });
});

describe('ESLint, as it is installed', () => {
  let fixture: CodeFixture;
  const config = "export default [{ rules: { 'no-var': 'error', 'prefer-const': 'warn' } }];\n";
  const source = 'var old = 1;\nexport function add(a, b) {\n  return a - b + old;\n}\n';
  beforeAll(async () => {
    const files = { ...BASE, 'eslint.config.js': config, 'src/add.js': source };
    fixture = await codeFixture(files, { redFlaggers: [{ type: 'lint' }] }, (root) =>
      installPackages(root, ['eslint']),
    );
    const shown = await approved(fixture);
    expect(shown).toContain('node node_modules/eslint/bin/eslint.js --format json .');
  });
  afterAll(() => fixture.remove());

  it('finds what an answer brings, with its words as evidence', async () => {
    const change = answer('src/add.js', '  return a - b + old;', '  var sum = a + b;\n  return sum + old;');
    expect(await flagsOf(fixture, change)).toEqual([
      {
        rule: 'lint-regression',
        reason:
          'The linter finds what it did not find before: src/add.js: Unexpected var, use let or const instead. (no-var).',
        evidence: 'src/add.js: Unexpected var, use let or const instead. (no-var)',
      },
    ]);
  });

  it.each([
    ['what was wrong before and has moved', 'var old = 1;', '\n// Known.\nvar old = 1;'],
    ['what it mends', 'var old = 1;', 'const old = 1;'],
    ['what is only a warning', '  return a - b + old;', '  let sum = a + b;\n  return sum + old;'],
  ])('does not flag %s', async (_what, search, replace) => {
    expect(await flagsOf(fixture, answer('src/add.js', search, replace))).toEqual([]);
  });
});

describe('a checker', () => {
  let fixture: CodeFixture | undefined;
  afterEach(async () => {
    await fixture?.remove();
    fixture = undefined;
  });

  it('that package.json names and nobody installed is said before the session begins', async () => {
    const files = { ...BASE, 'tsconfig.json': '{}\n', 'src/a.ts': 'export const a = 1;\n' };
    fixture = await codeFixture(files, { redFlaggers: [{ type: 'typecheck' }] });
    await expect(approved(fixture)).rejects.toThrow(
      /^The red flagger typecheck needs the package typescript, .* not installed: install .*, or take the rule out of red_flaggers\.$/,
    );
  });

  it.runIf(spawnSync('ruff', ['--version']).status === 0)('of Python, ruff, finds what is new', async () => {
    const files = { ...BASE, 'ruff.toml': '', 'a.py': 'import os\n\n\ndef one():\n    return 1\n' };
    fixture = await codeFixture(files, { redFlaggers: [{ type: 'lint' }] });
    await approved(fixture);
    const [flag] = await flagsOf(fixture, answer('a.py', 'import os', 'import os\nimport sys'));
    expect(flag).toMatchObject({
      rule: 'lint-regression',
      evidence: expect.stringContaining('sys') as string,
    });
    expect(await flagsOf(fixture, answer('a.py', '    return 1', '    return 2'))).toEqual([]);
  });

  it.runIf(spawnSync('mypy', ['--version']).status === 0)('of Python, mypy, finds what is new', async () => {
    const files = {
      ...BASE,
      'mypy.ini': '[mypy]\n',
      'a.py': 'old: int = "no"\n\n\ndef one() -> int:\n    return 1\n',
    };
    fixture = await codeFixture(files, { redFlaggers: [{ type: 'typecheck' }] });
    await approved(fixture);
    const [flag] = await flagsOf(fixture, answer('a.py', '    return 1', '    return "1"'));
    expect(flag).toMatchObject({
      rule: 'type-regression',
      evidence: expect.stringContaining('str') as string,
    });
    expect(await flagsOf(fixture, answer('a.py', 'old: int = "no"', '\nold: int = "no"'))).toEqual([]);
  });
});
