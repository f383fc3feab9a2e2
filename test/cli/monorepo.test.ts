import { readFileSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { filesThatHold, git, makeRepository, treeState, writeFiles } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';

const CANARY = 'canary-3f1c9a-of-the-env-file';
const PRICE = 'packages/b/src/price.js';
const BUGGY = [
  '// Prices in cents.',
  'export const VAT = 20;',
  '',
  'export function gross(net) {',
  '  return net - (net * VAT) / 100;',
  '}',
  '',
  'export function shown(cents) {',
  '  return (cents / 100).toFixed(2);',
  '}',
  '',
].join('\r\n');

/** npm workspaces, a failing test that is not committed, one hunk of two staged, an ignored .env, a CRLF file. */
function monorepo(): string {
  const repo = makeRepository({
    files: {
      '.gitignore': 'node_modules\n.env\n',
      'package.json': json({ private: true, workspaces: ['packages/*'], scripts: { test: 'node --test' } }),
      'microfactory.yaml': 'version: 1\ndomains: { code: { verifier: node --test } }\n',
      'packages/a/package.json': json({ name: '@mono/a', type: 'module', dependencies: { '@mono/b': '*' } }),
      'packages/a/src/total.js': `import { gross } from '@mono/b';\n\nexport const total = (nets) => nets.map(gross).reduce((a, b) => a + b, 0);\n`,
      'packages/a/src/label.js': `export const first = 'one';\n${'//\n'.repeat(12)}export const last = 'two';\n`,
      'packages/a/test/nothing.test.js': `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { total } from '../src/total.js';\n\ntest('of nothing', () => assert.equal(total([]), 0));\n`,
      'packages/b/package.json': json({ name: '@mono/b', type: 'module', exports: './src/price.js' }),
      [PRICE]: BUGGY,
    },
  });
  mkdirSync(join(repo, 'node_modules/@mono'), { recursive: true });
  for (const name of ['a', 'b'])
    symlinkSync(`../../packages/${name}`, join(repo, `node_modules/@mono/${name}`));
  writeFiles(repo, {
    '.env': `SECRET=${CANARY}\n`,
    'packages/a/test/total.test.js': `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { total } from '../src/total.js';\n\ntest('adds tax', () => assert.equal(total([100, 200]), 360));\n`,
  });
  const label = join(repo, 'packages/a/src/label.js');
  writeFileSync(label, readFileSync(label, 'utf8').replace('one', 'uno'));
  git(repo, 'add', 'packages/a/src/label.js');
  writeFileSync(label, readFileSync(label, 'utf8').replace('two', 'due'));
  return repo;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

it('leaves a monorepo as it is until delivery, merges with what was edited meanwhile, and undo restores every byte', async () => {
  const repo = monorepo();
  const before = treeState(repo);
  const server = await modelServer(
    byRole({
      decomposition: () =>
        planOf({ title: 'Add the tax', tests: ['packages/a/test/total.test.js › adds tax'], files: [PRICE] }),
      solver: () =>
        replaceLine(PRICE, '  return net - (net * VAT) / 100;', '  return net + (net * VAT) / 100;'),
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const run = await cli.run([
    'run',
    '--json',
    '--prompt',
    'Fix the failing test',
    '--yes-verifier',
    '--ask',
    'every',
    '--repo-path',
    repo,
  ]);
  expect(ofType(run, 'baseline-recorded')).toMatchObject([{ summary: '1 pass, 1 fail with node --test' }]);
  const id = sessionOf(run);

  // Three gates: the plan, the step, the delivery. Nothing of the user's is touched at any of them.
  const gates = [ofType(run, 'gate-opened').at(-1)?.wait_state];
  expect(run.exitCode).toBe(3);
  expect(treeState(repo)).toEqual(before);
  for (const step of ['task', '1']) {
    const next = await cli.run([
      'decide',
      'approve',
      '--json',
      '--session-id',
      id,
      '--step',
      step,
      '--resume',
    ]);
    expect(next.exitCode, next.stdout + next.stderr).toBe(3);
    gates.push(ofType(next, 'gate-opened').at(-1)?.wait_state);
    expect(treeState(repo)).toEqual(before);
    if (step === '1')
      expect(ofType(next, 'candidate-verified').at(-1)?.verification).toMatchObject({
        verdict: 'passed',
        broken: [],
      });
  }
  expect(gates.map((gate) => [gate?.step_id, gate?.trigger])).toEqual([
    ['task', 'plan'],
    ['1', 'approval'],
    ['task', 'delivery'],
  ]);

  // A target is edited meanwhile, elsewhere in the file.
  const edited = BUGGY.replace('toFixed(2)', 'toFixed(3)');
  writeFileSync(join(repo, PRICE), edited);
  const edge = treeState(repo);
  const refused = await cli.run([
    'decide',
    'approve',
    '--json',
    '--session-id',
    id,
    '--step',
    'task',
    '--resume',
  ]);
  expect(refused.exitCode).toBe(3);
  expect(ofType(refused, 'delivery-refused')).toMatchObject([{ changed: [PRICE], mergeable: true }]);
  expect(treeState(repo)).toEqual(edge);
  const again = await cli.run(['deliver', '--session-id', id, '--accepted']);
  expect(again.exitCode).toBe(3);
  expect(again.stdout).toContain('--merge');
  expect(treeState(repo)).toEqual(edge);

  const merged = await cli.run(['deliver', '--session-id', id, '--accepted', '--merge']);
  expect(merged, merged.stderr).toMatchObject({ exitCode: 0 });
  expect(readFileSync(join(repo, PRICE), 'utf8')).toBe(edited.replace('net - (net', 'net + (net'));
  expect(changed(edge, treeState(repo))).toEqual([PRICE]);

  const undo = await cli.run(['undo', '--session-id', id]);
  expect(undo.exitCode).toBe(0);
  expect(treeState(repo)).toEqual(edge);

  expect(filesThatHold(cli.home, CANARY)).toEqual([]);
  expect(server.log.filter(({ prompt, system }) => (system + prompt).includes(CANARY))).toEqual([]);
  expect(server.log.length).toBeGreaterThan(0);
});

it('sees the files of workspaces in its own copy, never those of the user', async () => {
  const repo = monorepo();
  const cli = commandLine();
  // The answer breaks nothing only if packages/a resolves @mono/b inside the worktree; the user's copy is taken away meanwhile.
  const run = await cli.run(
    [
      'run',
      '--json',
      '--prompt',
      'Fix the failing test',
      '--yes-verifier',
      '--ask',
      'never',
      '--dry-run',
      '--repo-path',
      repo,
    ],
    {
      onLine: (line) => {
        if (line.includes('"baseline-recorded"')) rmSync(join(repo, PRICE));
      },
    },
  );
  expect(run, JSON.stringify(run.events.at(-1))).toMatchObject({ exitCode: 0 });
  expect(ofType(run, 'candidate-verified').at(-1)?.verification).toMatchObject({
    verdict: 'passed',
    broken: [],
  });
  expect(ofType(run, 'delivery-started')).toEqual([]);
});

function changed(before: Record<string, string>, after: Record<string, string>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (path) => before[path] !== after[path],
  );
}
