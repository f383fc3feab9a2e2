import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installPackages } from '../../../../test/support/installed-packages.ts';
import { shippedGrammars, voteKeys, type FormattedFile } from '../../../edits/index.ts';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import { commandRunner } from '../../../workspace/command/run-command.ts';
import { viewOfTexts } from '../../folder/folder-view.ts';
import { RepositoryFormatter } from './repository-formatter.ts';

let root: string;
beforeEach(async () => void (root = await realpath(await mkdtemp(join(tmpdir(), 'formatter-')))));
afterEach(() => rm(root, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Returns the formatter of a repository with these files; programs of the system are looked for in its `bin` first. */
function formatterOf(files: Readonly<Record<string, string>>, isOn = true): RepositoryFormatter {
  const path = [join(root, 'bin'), process.env['PATH'] ?? ''].join(delimiter);
  const run = commandRunner({ environment: { ...process.env, PATH: path }, graceMs: 50 });
  const scratch = {
    root,
    run: (command: Parameters<Scratch['run']>[0]) => run({ ...command, cwd: command.cwd ?? root }),
  } as unknown as Scratch;
  return new RepositoryFormatter({
    isOn: () => isOn,
    view: () => Promise.resolve(viewOfTexts(files)),
    lend: async (_tree, work) => {
      for (const [name, text] of Object.entries(files)) await write(name, text);
      return work(scratch);
    },
    limitMs: 8000,
  });
}

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), text);
}

/** Puts a program there that notes each run and its words, and writes what the expression makes of `text`. */
async function program(name: string, expression: string): Promise<void> {
  const lines = [
    '#!/usr/bin/env node',
    "const { appendFileSync, readFileSync } = require('node:fs');",
    `appendFileSync(${JSON.stringify(join(root, 'runs'))}, process.argv.slice(2).join(' ') + '\\n');`,
    "const text = readFileSync(0, 'utf8');",
    `process.stdout.write(${expression});`,
  ];
  await write(name, lines.join('\n'));
  await chmod(join(root, name), 0o755);
  if (name === BIOME_PROGRAM)
    await write(join(dirname(name), '../package.json'), '{"bin": {"biome": "bin/biome"}}');
}

async function runs(): Promise<string[]> {
  const text = await readFile(join(root, 'runs'), 'utf8').catch(() => '');
  return text.split('\n').slice(0, -1);
}

function told(file: FormattedFile | undefined): string | undefined {
  if (file === undefined) return undefined;
  return file.ok ? new TextDecoder().decode(file.content) : file.refusal;
}

const TIDY = "text.replace(/(\\S) {2,}/g, '$1 ').replace(/\\n{3,}/g, '\\n\\n')";
const BIOME = { 'biome.json': '{}' };
const BIOME_PROGRAM = 'node_modules/@biomejs/biome/bin/biome';

describe('Prettier, as it is', () => {
  const files = { '.prettierrc': '{ "singleQuote": true }', 'package.json': '{ "name": "x" }' };
  beforeEach(() => installPackages(root, ['prettier']));

  it.each([
    ['src/a.ts', 'export const a = {b:1,"c" : 2}', 'export const a = { b: 1, c: 2 };\n'],
    ['src/a.css', 'a{color:red;b:c}', 'a {\n  color: red;\n  b: c;\n}\n'],
    ['data.json', '{"a":[1,2],\n"b":"x  y"}', '{ "a": [1, 2], "b": "x  y" }\n'],
    ['data.jsonc', '{"a":[1,2], // why\n"b":"x  y",}', '{\n  "a": [1, 2], // why\n  "b": "x  y",\n}\n'],
    ['tsconfig.json', '{ // why\n"a":1}', '{\n  // why\n  "a": 1\n}\n'],
    ['data.json5', '{a:[1,2], /* why */ b:"x  y"}', "{ a: [1, 2], /* why */ b: 'x  y' }\n"],
    [
      'a.yaml',
      "# why\na:   &one  !!str 1\nb:\n    - {x: *one}   # here\n    - 'x  y'\n",
      "# why\na: &one !!str 1\nb:\n  - { x: *one } # here\n  - 'x  y'\n",
    ],
  ])('formats %s', async (path, text, expected) => {
    expect(told(await formatterOf(files).format('t', path, bytes(text)))).toBe(expected);
  });

  it.each([
    ['a.yaml', 'a:   1 # one\nb: [2,3]\n', 'a: 1   # one\nb: [ 2, 3 ]\n', 'a: 1 # one\nb: [2, 4]\n'],
    ['a.jsonc', '{"a":1 /* x */}\n', '{ "a": 1 /* x */ }\n', '{ "a": 1 /* y */ }\n'],
    ['a.json5', '{a:[1]}\n', '{ a: [1] }\n', '{ a: [2] }\n'],
  ])(
    'makes one vote of two layouts of %s, and two of what says something else',
    async (path, one, same, other) => {
      const formatter = formatterOf(files);
      const keyOf = async (text: string): Promise<string> => {
        const content = bytes(text);
        const file = await formatter.format('t', path, content);
        expect(file).toMatchObject({ ok: true });
        const formatted = () => (file?.ok === true ? file.content : undefined);
        return voteKeys({
          changes: [{ path, content }],
          read: () => undefined,
          grammars: shippedGrammars,
          formatted,
        }).key;
      };
      expect(await keyOf(same)).toBe(await keyOf(one));
      expect(await keyOf(other)).not.toBe(await keyOf(one));
    },
  );

  it('makes one vote of two answers in CSS that differ in layout, and two of what differs in more', async () => {
    const formatter = formatterOf(files);
    const keyOf = async (text: string): Promise<string> => {
      const content = bytes(text);
      const file = await formatter.format('t', 'a.css', content);
      const formatted = () => (file?.ok === true ? file.content : undefined);
      await shippedGrammars.prepare(['a.css']);
      const changes = [{ path: 'a.css', content }];
      return voteKeys({ changes, read: () => undefined, grammars: shippedGrammars, formatted }).key;
    };
    const [one, same, other] = [
      await keyOf('a { color: red; }\n'),
      await keyOf('a\n{\n  color:red\n}\n'),
      await keyOf('a b { color: red; }\n'),
    ];
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it.each([
    [{ '.prettierrc.json': '{ "plugins": ["./evil.js"] }' }],
    [{ '.prettierrc': 'plugins:\n  - evil' }],
    [{ '.prettierrc': '"evil-package"' }],
    [{ 'prettier.config.mjs': 'export default {};' }],
    [{ '.prettierrc': '{}', '.prettierrc.cjs': 'module.exports = {};' }],
    [{ 'package.json': '{ "prettier": "evil-package" }' }],
    [{ 'package.json': '{ "prettier": { "overrides": [{ "options": { "plugins": ["x"] } }] } }' }],
  ])('is not run where its configuration would run code: %j', async (config) => {
    const lent = formatterOf(config as unknown as Record<string, string>);
    const file = await lent.format('t', 'a.ts', bytes('a\n'));
    expect(file).toMatchObject({ ok: false, formatter: 'Prettier', refusal: 'plug-ins' });
    expect(file).toMatchObject({
      reason: expect.stringMatching(/^a\.ts is compared without Prettier: /) as string,
    });
  });

  it('is not taken for configured by a package that only depends on it', async () => {
    const config = { 'package.json': '{ "devDependencies": { "prettier": "3.0.0" } }' };
    expect(await formatterOf(config).format('t', 'a.ts', bytes('a\n'))).toBeUndefined();
  });
});

describe('each row of the table', () => {
  it.each([
    [
      'Biome',
      { 'biome.json': '{}' },
      BIOME_PROGRAM,
      'a.ts',
      'let a  = 1;\n',
      'format --stdin-file-path=ROOT/a.ts',
    ],
    [
      'Ruff',
      { 'pyproject.toml': '[tool.ruff]\n' },
      '.venv/bin/ruff',
      'a.py',
      'a  = 1\n',
      'format --quiet --no-cache --stdin-filename ROOT/a.py -',
    ],
    [
      'Black',
      { 'pyproject.toml': '[tool.black]\n' },
      'venv/bin/black',
      'p/a.py',
      'a  = 1\n',
      '--quiet --stdin-filename ROOT/p/a.py -',
    ],
    [
      'Black',
      { 'pyproject.toml': '[tool.black]\n' },
      'bin/black',
      'a.py',
      'a  = 1\n',
      '--quiet --stdin-filename ROOT/a.py -',
    ],
    ['gofmt', { 'go.mod': 'module a\n' }, 'bin/gofmt', 'b/a.go', 'package  a\n', ''],
    [
      'rustfmt',
      { 'Cargo.toml': '[package]\nedition = "2021"\n' },
      'bin/rustfmt',
      'src/a.rs',
      'fn  a() {}\n',
      '--quiet --emit stdout --edition 2021',
    ],
    [
      'clang-format',
      { '.clang-format': '' },
      'bin/clang-format',
      'a.cpp',
      'int  a;\n',
      '--assume-filename=ROOT/a.cpp',
    ],
  ])('%s is found by its configuration and run with words of its own', async (...row) => {
    const [name, files, place, path, text, words] = row;
    await program(place, TIDY);
    const formatter = formatterOf(files as unknown as Record<string, string>);
    const file = await formatter.format('t', path, bytes(text));
    expect(file).toMatchObject({ ok: true, formatter: name });
    expect(told(file)).toBe(text.replace('  ', ' '));
    expect(await runs()).toEqual([words.replace('ROOT', root), words.replace('ROOT', root)]);
  });

  it.skipIf(spawnSync('rustfmt', ['--version']).status !== 0)('rustfmt, as it is', async () => {
    const files = { 'Cargo.toml': '[package]\nname = "a"\nedition = "2021"\n' };
    const text = 'pub async fn a(b:i32)->i32{\n// why\nlet c=vec![b,1];c[0]+\nb }\n';
    const expected =
      'pub async fn a(b: i32) -> i32 {\n    // why\n    let c = vec![b, 1];\n    c[0] + b\n}\n';
    expect(told(await formatterOf(files).format('t', 'src/a.rs', bytes(text)))).toBe(expected);
  });

  it('leaves files alone that no row is for, and repositories that configure none', async () => {
    expect(await formatterOf(BIOME).format('t', 'a.md', bytes('a  b\n'))).toBeUndefined();
    expect(await formatterOf({}).format('t', 'a.ts', bytes('a  b\n'))).toBeUndefined();
  });
});

describe('it is compared without the formatter, for a reason that is told, where that', () => {
  it.each([
    ['fails', "(() => { throw new Error('no'); })()", 'let a  = 1;\n', 'failed'],
    ['never ends', '(() => { for (;;); })()', 'let a  = 1;\n', 'timed-out'],
    ['says something else every time', "text + '\\n'", 'let a  = 1;\n', 'not-idempotent'],
    ['says the same of everything', "'let a = 1;\\n'", 'let b = 2;\n', 'changes-meaning'],
    ['changes an operator', "text.replace('>=', '>')", 'let a = b >= c;\n', 'changes-meaning'],
    ['loses a comment', "text.replace(/ \\/\\/.*/, '')", 'let a = 1; // why\n', 'changes-meaning'],
    ['changes a string', "text.replace('x  y', 'x y')", "let a = 'x  y';\n", 'changes-meaning'],
    ['renames an export', "text.replace('one', 'two')", 'export let one = 1;\n', 'changes-meaning'],
    ['drops a directive', "text.replace('@ts-ignore', '')", '// @ts-ignore\nlet a = 1;\n', 'changes-meaning'],
    ['is given what does not parse', TIDY, 'let a  = ;\n', 'unchecked'],
  ])('%s', async (_what, expression, text, refusal) => {
    await program(BIOME_PROGRAM, expression);
    expect(told(await formatterOf(BIOME).format('t', 'a.ts', bytes(text)))).toBe(refusal);
  });

  it.each([
    [
      'a.go',
      { 'go.mod': 'module a\n' },
      'bin/gofmt',
      "text.replace('x  y', 'x y')",
      'package a\nvar a = "x  y"\n',
    ],
    [
      'a.go',
      { 'go.mod': 'module a\n' },
      'bin/gofmt',
      "text.replace('+ b', '- b')",
      'package a\nvar a = c + b\n',
    ],
    [
      'a.go',
      { 'go.mod': 'module a\n' },
      'bin/gofmt',
      "text.replace('//go:build x\\n', '')",
      '//go:build x\npackage a\n',
    ],
    [
      'a.go',
      { 'go.mod': 'module a\n' },
      'bin/gofmt',
      "text.replace(/[()]/g, '')",
      'package a\nvar a = (c + b) * d\n',
    ],
    ['a.json', BIOME, BIOME_PROGRAM, "text.replace('1 2', '12')", '[1, 2, "1 2"]\n'],
    ['a.css', BIOME, BIOME_PROGRAM, "text.replace('a b', 'ab')", 'a b { c: d }\n'],
  ])('changes what a file says in %s', async (path, files, place, expression, text) => {
    await program(place, expression);
    const formatter = formatterOf(files as unknown as Record<string, string>);
    expect(told(await formatter.format('t', path, bytes(text)))).toBe('changes-meaning');
  });

  it('is not there, and is then not looked for again', async () => {
    const formatter = formatterOf(BIOME);
    expect(told(await formatter.format('t', 'a.ts', bytes('a;\n')))).toBe('not-installed');
    await program(BIOME_PROGRAM, TIDY);
    expect(told(await formatter.format('t', 'b.ts', bytes('b;\n')))).toBe('not-installed');
  });

  it('cannot be lent a folder', async () => {
    const formatter = new RepositoryFormatter({
      isOn: () => true,
      view: () => Promise.resolve(viewOfTexts(BIOME)),
      lend: () => Promise.reject(new Error('The disk is full.')),
    });
    expect(await formatter.format('t', 'a.ts', bytes('a;\n'))).toMatchObject({
      refusal: 'failed',
      reason: expect.stringContaining('The disk is full.') as string,
    });
  });

  it('is given text that is not UTF-8, or far too much', async () => {
    await program(BIOME_PROGRAM, TIDY);
    const latin = new Uint8Array([0x61, 0x20, 0xe9, 0x0a]);
    expect(told(await formatterOf(BIOME).format('t', 'a.ts', latin))).toBe('not-utf-8');
    expect(told(await formatterOf(BIOME).format('t', 'a.ts', bytes('a;\n'.repeat(100_001))))).toBe(
      'too-large',
    );
    expect(await runs()).toEqual([]);
  });
});

it('runs nothing where it is switched off', async () => {
  await program(BIOME_PROGRAM, TIDY);
  expect(await formatterOf(BIOME, false).format('t', 'a.ts', bytes('a  ;\n'))).toBeUndefined();
  expect(await runs()).toEqual([]);
});

it('is asked once for each content, and keeps a mark and CRLF apart from what it formats', async () => {
  await program(BIOME_PROGRAM, TIDY);
  const formatter = formatterOf(BIOME);
  const asked = () => formatter.format('t', 'a.ts', bytes('\ufefflet a  = 1;\r\n'));
  expect(told(await asked())).toBe('let a = 1;\n');
  const again = await asked();
  expect(again?.ok === true && [...again.content.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(await runs()).toHaveLength(2);
});
