import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository, treeState, writeFiles } from './support/repository.ts';
import { byRole, planOf, replaceLine, roleOf } from './support/scripted-model.ts';

const FIX_ADD = replaceLine('src/add.js', '  return a - b;', '  return a + b;');
const FIX_LARGER = replaceLine('src/larger.js', '  return a < b ? a : b;', '  return a > b ? a : b;');

const CONFIGURATION = 'version: 1\ndomains: { code: { verifier: node --test } }\n';

const script = () =>
  byRole({
    decomposition: () =>
      planOf(
        { title: 'Mend add', tests: ['test/add.test.js › adds'] },
        { title: 'Mend larger', tests: ['test/larger.test.js › takes the larger'] },
      ),
    solver: ({ prompt }) => (prompt.includes('The step: Mend add') ? FIX_ADD : FIX_LARGER),
  });

describe('the failing tests are fixed, delivered and taken back', () => {
  it.each([
    ['openai', (url: string) => ({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: `${url}/v1` })],
    ['anthropic', (url: string) => ({ ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: url })],
    ['compatible', (url: string) => ({ OPENAI_BASE_URL: `${url}/v1` })],
    ['compatible', (url: string) => ({ configured: `${url}/v1` })],
  ] as const)('with %s', async (provider, environment) => {
    const repo = makeRepository({ files: { ...CALCULATOR, 'microfactory.yaml': CONFIGURATION } });
    const before = treeState(repo);
    const server = await modelServer(script());
    const { configured, ...env } = environment(server.anthropicUrl) as Record<string, string>;
    const cli = commandLine(env);
    if (configured !== undefined)
      writeFiles(cli.home, { 'config.yaml': `version: 1\nbase_urls: { compatible: ${configured} }\n` });

    // A deprecated model, of which Anthropic's SDK has something to say: nothing may reach the terminal.
    const name = provider === 'anthropic' ? 'claude-sonnet-4-5' : 'local-model';
    const model = provider === 'openai' ? [] : ['--llm-model', name];
    const run = await cli.run([
      ...['run', '--json', '--prompt', 'Fix the failing tests', '--yes-verifier', '--ask', 'never'],
      ...['--llm-provider', provider, ...model, '--repo-path', repo],
    ]);
    expect(run, JSON.stringify(run.events.at(-1))).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ofType(run, 'delivery-finished')).toMatchObject([{ files: ['src/add.js', 'src/larger.js'] }]);
    await execa('node', ['--test'], { cwd: repo, extendEnv: false, env: { PATH: process.env['PATH'] } });
    expect(new Set(server.log.map(roleOf))).toEqual(new Set(['decomposition', 'solver']));
    // 3 proposals, and the 3 samples of each step that were all alike: nothing was asked that was not needed.
    expect(server.log).toHaveLength(9);

    const undo = await cli.run(['undo', '--repo-path', repo]);
    expect(undo).toMatchObject({ exitCode: 0, stderr: '' });
    expect(treeState(repo)).toEqual(before);
  });
});

it('a key of the command line counts, and is told by its flag alone', async () => {
  const server = await modelServer(() => '{"ready": true, "sum": 12}');
  const cli = commandLine({ OPENAI_BASE_URL: server.openaiUrl });
  const probe = (...more: readonly string[]) => cli.run(['probe', '--json', ...more]);
  const asked = await probe('--llm-provider', 'openai', '--api-key', 'sk-canary-of-the-flag');
  expect(asked, asked.stderr).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(asked.stdout)).toMatchObject({ key_source: '--api-key' });
  expect(asked.stdout).not.toContain('canary');
});
