import type { DomainSession, DomainSettings } from '../../src/engine/maker/domain.ts';
import type { Approvals } from '../../src/engine/ports/approvals.ts';
import type { StepBrief } from '../../src/engine/maker/step.ts';
import type { SessionWorkspace } from '../../src/engine/ports/workspace.ts';
import { userFolder, type UserFolder } from '../../src/workspace/testing/user-folder.ts';
import { runCommand } from '../../src/workspace/index.ts';
import { createCodeDomain } from '../../src/domains/code/index.ts';

/** A session of the code domain on a real folder, with everything approved. */
export interface CodeFixture {
  readonly user: UserFolder;
  readonly workspace: SessionWorkspace;
  readonly session: DomainSession;
  readonly approvals: Approvals;
  /** A second session on the same workspace, as after a restart. */
  reopened(): Promise<DomainSession>;
  remove(): Promise<void>;
}

export const signal = new AbortController().signal;
export const silent = (): void => {};

const SETTINGS: DomainSettings = {
  verifierTimeoutMs: 60_000,
  stepGranularity: { maxFiles: 3, maxLinesChanged: 60 },
  redFlaggers: [],
  evidenceTokens: 4_000,
  offline: true,
  searchTimeMs: 10_000,
};

/** Returns a fixture on a repository with the files. */
export async function codeFixture(
  files: Readonly<Record<string, string>>,
  settings: Partial<DomainSettings> = {},
  /** Puts what git does not know (dependencies) into the folder before the session begins. */
  prepare: (root: string) => Promise<void> = () => Promise.resolve(),
): Promise<CodeFixture> {
  const user = await userFolder(files);
  await user.commitAll();
  await prepare(user.root);
  const workspace = await user.open();
  const approved = new Set<string>();
  const approvals: Approvals = {
    has: (hash) => Promise.resolve(approved.has(hash)),
    add: (hash) => Promise.resolve(void approved.add(hash)),
  };
  const open = () =>
    createCodeDomain().open({
      goal: 'Fix the failing tests',
      settings: { ...SETTINGS, ...settings },
      workspace,
      run: runCommand,
      approvals,
    });
  const session = await open();
  return {
    user,
    workspace,
    session,
    approvals,
    reopened: open,
    async remove() {
      await session.close();
      await user.remove();
    },
  };
}

/** Returns a step that promises the tests. */
export function stepOf(tests: readonly string[], changes: Partial<StepBrief> = {}): StepBrief {
  return {
    id: '1',
    title: 'a step',
    description: 'make it pass',
    kind: 'edit',
    depth: 1,
    promise: tests.length === 0 ? { kind: 'none' } : { kind: 'tests', tests },
    mayBreak: [],
    files: [],
    ...changes,
  };
}

/** Returns an answer that replaces whole lines of a file. */
export function answer(path: string, search: string, replace: string): string {
  return `\`\`\`${path}\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n\`\`\`\n`;
}

export const place = { ancestors: [], index: 1, count: 1, siblings: [] };

/** A small project with two defects, a passing test and a test script. */
export const CALC: Readonly<Record<string, string>> = {
  'package.json': '{"name": "calc", "type": "module", "scripts": {"test": "node --test test/"}}\n',
  'src/calc.js': [
    'export function add(a, b) {',
    '  return a - b;',
    '}',
    'export function twice(a) {',
    '  return a + a;',
    '}',
    'export function last(list) {',
    '  return list[list.length].name;',
    '}',
    '',
  ].join('\n'),
  'test/calc.test.js': [
    "import test from 'node:test';",
    "import assert from 'node:assert/strict';",
    "import { add, twice, last } from '../src/calc.js';",
    "test('adds', () => assert.equal(add(1, 2), 3));",
    "test('doubles', () => assert.equal(twice(2), 4));",
    "test('last', () => assert.equal(last([{ name: 'x' }]), 'x'));",
    '',
  ].join('\n'),
};
