import * as vscode from 'vscode';
import { inWorkspace } from './extension-host.ts';

/** What is added to the workspace: three modules, each with one defect, and what each must become. */
export const SOURCES = {
  'src/larger.js': '\uFEFFexport function larger(a, b) {\r\n  return a < b ? a : b;\r\n}\r\n',
  'src/twice.js': 'export function twice(a) {\n  return a - a;\n}\n',
  'src/is-long.js': 'export function isLong(a) {\n  return a > 10 && a === 0;\n}\n',
} as const;

const TESTS = [
  ['larger', 'larger', 'takes the larger', 'larger(2, 3), 3'],
  ['twice', 'twice', 'doubles', 'twice(2), 4'],
  ['is-long', 'isLong', 'knows a long one', 'isLong(11), true'],
] as const;

function testOf([file, name, title, compared]: (typeof TESTS)[number]): string {
  return `import assert from 'node:assert/strict';
import test from 'node:test';
import { ${name} } from '../src/${file}.js';

test('${title}', () => assert.equal(${compared}));
`;
}

/** Adds the modules and their failing tests to the workspace. */
export async function breakCalculator(): Promise<void> {
  const tests = TESTS.map((each) => [`test/${each[0]}.test.js`, testOf(each)] as const);
  for (const [path, text] of [...Object.entries(SOURCES), ...tests])
    await vscode.workspace.fs.writeFile(inWorkspace(path), Buffer.from(text));
}
