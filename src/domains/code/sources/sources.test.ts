import { expect, it } from 'vitest';
import { visibleText } from '../../folder/visible-text.ts';
import { isSourceFile, isTestFile } from './file-kinds.ts';
import { importedFiles, importedPackages } from './imports.ts';

const files = new Set([
  'src/a.ts',
  'src/b/index.js',
  'src/c.json',
  'pkg/__init__.py',
  'pkg/m.py',
  'lib/src/n.py',
  'top.py',
]);

it.each([
  ['test/x.test.js', "import { a } from '../src/a.js';", ['src/a.ts']],
  ['src/x.js', "const b = require('./b');\nawait import('./c.json')", ['src/b/index.js', 'src/c.json']],
  ['src/x.js', "export * from './b/index.js';\nimport './a'", ['src/b/index.js', 'src/a.ts']],
  ['src/x.ts', "import type { T } from './a.js';\nimport fs from 'node:fs';", []],
  ['tests/test_m.py', 'from pkg.m import f\nimport top as t, os', ['pkg/m.py', 'top.py']],
  ['pkg/x.py', 'from . import m\nfrom .m import (\n  f,\n  g,\n)', ['pkg/__init__.py', 'pkg/m.py']],
  ['lib/tests/test_n.py', 'import n', ['lib/src/n.py']],
])('finds what %s imports by %j', (path, text, imported) => {
  expect(importedFiles(path, text, files).sort()).toEqual([...imported].sort());
});

it('finds imported packages', () => {
  const text =
    "import a from '@scope/a/deep.js';\nconst b = require('b/x');\nimport 'node:fs';\nimport './c.js';";
  expect(importedPackages('x.js', text)).toEqual(['@scope/a', 'b', 'node:fs']);
});

it.each([
  'a.test.js',
  'a.spec.tsx',
  'test/a.js',
  'src/__tests__/a.ts',
  'test.js',
  'test_a.py',
  'tests/x.py',
  'a_test.go',
  'tests.py',
  'test-a.js',
])('knows %s for a test', (path) => {
  expect(isTestFile(path)).toBe(true);
  expect(isSourceFile(path)).toBe(false);
});

it.each(['src/contest.js', 'src/attest.ts', 'latest.py', 'main.go', 'src/testing-tools.js'])(
  'knows %s for a source',
  (path) => {
    expect(isSourceFile(path)).toBe(true);
  },
);

it.each(['vitest.config.ts', 'node_modules/a/a.js', 'dist/a.js', 'README.md', '.eslintrc.js'])(
  'takes %s for neither',
  (path) => {
    expect(isSourceFile(path)).toBe(false);
  },
);

it.each([
  ['a\u202eb', 'a\\u{202e}b'],
  ['x\u200by', 'x\\u{200b}y'],
  ['tag\u{e0041}', 'tag\\u{e0041}'],
  ['\ufeffstart', 'start'],
  ['✔️ 日本 é\n\tok', '✔️ 日本 é\n\tok'],
])('shows invisible characters of %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});
