import { expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { filesThatHold, makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';

const KEY = 'sk-canary-1d9e0c7b5a';

// Passes only where no variable of the environment holds the key, and where HOME is known, as programs need it.
const SEES_NO_KEY = `import assert from 'node:assert/strict';
import test from 'node:test';

test('no key is in sight', () => {
  assert.ok(!JSON.stringify(process.env).includes('sk-canary'));
  assert.ok(process.env.PATH);
});
`;

it('a key is in no file, in no output and not in the environment of what is run', async () => {
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] }),
      solver: (_request, place) =>
        // The first is refused with a message that quotes the key, as servers do.
        place === 0
          ? { status: 401, message: `Incorrect API key provided: ${KEY}.` }
          : replaceLine('src/add.js', '  return a - b;', '  return a + b;'),
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.openaiUrl });
  const repo = makeRepository({
    files: {
      ...CALCULATOR,
      'microfactory.yaml': 'version: 1\ndomains: { code: { verifier: node --test } }\n',
      'test/environment.test.js': SEES_NO_KEY,
    },
  });
  const run = await cli.run([
    ...['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--ask', 'never', '--repo-path', repo],
    ...['--max-concurrent-llm', '1', '--output-dir', `${cli.home}/output`],
  ]);
  expect(ofType(run, 'baseline-recorded')[0]?.summary).toBe('3 pass, 2 fail with node --test');
  expect(run.exitCode, run.stdout).toBe(3);
  const resumed = await cli.run(['resume', '--json', '--session-id', run.events[0]?.session_id ?? '']);
  expect(resumed.exitCode, resumed.stdout).toBe(0);
  const shown = await cli.run([
    'show',
    '--json',
    '--session-id',
    run.events[0]?.session_id ?? '',
    '--step',
    '1',
  ]);
  const status = await cli.run(['status', '--json']);

  for (const { stdout, stderr } of [run, resumed, shown, status]) expect(stdout + stderr).not.toContain(KEY);
  expect(filesThatHold(cli.home, KEY)).toEqual([]);
  expect(filesThatHold(repo, KEY)).toEqual([]);
});
