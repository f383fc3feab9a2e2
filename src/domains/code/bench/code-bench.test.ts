import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineCoverage } from '../../../engine/ports/test-bench.ts';
import type { SessionWorkspace } from '../../../engine/ports/workspace.ts';
import { openSessionWorkspace, runCommand } from '../../../workspace/index.ts';
import { createRunner } from '../runners/create-runner.ts';
import { runTests } from '../runners/run-tests.ts';
import { viewOfTree } from '../../folder/folder-view.ts';
import { detectVerifier } from '../verifier/detect.ts';
import { createCodeBench, type CodeBench } from './index.ts';

const SOURCE = `export function add(a, b) {
  return a - b;
}

export function size(list) {
  let n = 0;
  while (n < list.length) n += 1;
  return n;
}

export function sign(n) {
  if (n < 0) {
    return -1;
  }
  return 1;
}
`;

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }',
  'src/sum.js': SOURCE,
  'src/unused.ts': 'export const unused: number = 1;',
  'test/add.test.js': `import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { add, size } from '../src/sum.js';
describe('add', () => {
  it('adds', () => assert.equal(add(2, 3), 5));
  it('adds nothing', () => assert.equal(add(2, 0), 2));
});
it('counts', () => assert.equal(size([1, 2]), 2));
`,
  'test/sign.test.js': `import test from 'node:test';
import assert from 'node:assert/strict';
import { add, sign } from '../src/sum.js';
test('below', () => assert.equal(sign(-2), -1));
test('above', () => assert.equal(sign(2), 1));
test('takes away', () => assert.equal(add(5, -0), 5));
`,
};
const TARGET = 'test/add.test.js › add › adds';
const signal = new AbortController().signal;

let folder: string;
let workspace: SessionWorkspace;
let bench: CodeBench;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bench-')));
  for (const [path, text] of Object.entries(FILES)) {
    const absolute = join(folder, 'project', path);
    await mkdir(dirname(absolute), { recursive: true });
    await writeFile(absolute, text);
  }
  workspace = await openSessionWorkspace({
    repoPath: join(folder, 'project'),
    sessionDir: join(folder, 'session'),
    worktreesDir: join(folder, 'worktrees'),
    run: runCommand,
  });
  const runner = createRunner(await detectVerifier(await viewOfTree(workspace, workspace.base), undefined));
  const scratch = await workspace.lease(workspace.base);
  const { cases } = await runTests({ runner, scratch, timeoutMs: 60_000 });
  await scratch.release();
  bench = await createCodeBench({
    workspace,
    tree: workspace.base,
    runner,
    targets: [TARGET],
    cases,
    timeoutMs: 60_000,
  });
});

afterAll(async () => {
  await bench.close();
  await workspace.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

function attempt(from: string, to: string) {
  return bench.try(
    [{ path: 'src/sum.js', content: new TextEncoder().encode(SOURCE.replace(from, () => to)) }],
    signal,
  );
}

describe('the code bench', () => {
  it('lends sources without tests', () => expect(bench.sources).toEqual(['src/sum.js', 'src/unused.ts']));

  it('tells of the targets as they fail', () => {
    expect(bench.failures).toMatchObject([
      { test: TARGET, file: 'test/add.test.js', expected: '5', actual: '-1' },
    ]);
  });

  it('passes the right edit and says what it heals', async () => {
    expect(await attempt('a - b', 'a + b')).toMatchObject({ verdict: 'passes', fixed: [TARGET], broken: [] });
  });

  it('knows an edit that does not help', async () => {
    expect(await attempt('a - b', 'a * b')).toMatchObject({ verdict: 'target-fails' });
  });

  it('knows an edit that breaks a test of the same file', async () => {
    const trial = await attempt('a - b', '5');
    expect(trial).toMatchObject({
      verdict: 'breaks-others',
      broken: ['test/add.test.js › add › adds nothing'],
    });
  });

  it('knows an edit that breaks a test of another file', async () => {
    const trial = await attempt('return a - b', 'return b === 0 ? (Object.is(b, -0) ? 0 : a) : a + b');
    expect(trial).toMatchObject({ verdict: 'breaks-others', broken: ['test/sign.test.js › takes away'] });
  });

  it('knows an edit that does not load', async () => {
    expect((await attempt('return a - b;', 'return a +;')).verdict).toMatch(/broken|target-fails/);
  });

  it('ends an edit that never ends', async () => {
    expect(await attempt('n += 1', 'n += 0')).toMatchObject({ verdict: 'timed-out' });
  });

  it('leaves nothing of one edit to the next', async () => {
    await attempt('a - b', 'a + b');
    expect(await attempt('return n;', 'return n + 0;')).toMatchObject({ verdict: 'target-fails' });
  });

  it('tries the same content once', async () => {
    expect(await attempt('a - b', 'a + b')).toBe(await attempt('a - b', 'a + b'));
  });

  it('sees which lines each single test ran', async () => {
    const coverage = await bench.coverage(signal);
    const ran = (name: string): readonly number[] => recordOf(coverage, name)?.lines['src/sum.js'] ?? [];
    expect(ran('add › adds').filter((line) => line > 1 && line < 16)).toEqual([2]);
    expect(ran('counts').filter((line) => line > 1 && line < 16)).toEqual([5, 6, 7, 8]);
    expect(ran('below')).toContain(13);
    expect(ran('above')).not.toContain(13);
    expect(recordOf(coverage, 'add › adds')?.passed).toBe(false);
    expect(Object.keys(recordOf(coverage, 'counts')?.lines ?? {})).toEqual(['src/sum.js']);
  });
});

function recordOf(coverage: readonly LineCoverage[], name: string): LineCoverage | undefined {
  return coverage.find(({ tests }) => tests.some((test) => test.endsWith(` › ${name}`)));
}
