import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { isGone, programFixture, type ProgramFixture } from '../support/program-fixture.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType } from './support/command-line.ts';
import { makeRepository, treeState, writeFiles } from './support/repository.ts';
import { planOf, replaceLine } from './support/scripted-model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const PLAN = planOf(
  { title: 'Mend add', tests: ['test/add.test.js › adds'] },
  { title: 'Mend larger', tests: ['test/larger.test.js › takes the larger'] },
);
const FIX_ADD = replaceLine('src/add.js', '  return a - b;', '  return a + b;');
const FIX_LARGER = replaceLine('src/larger.js', '  return a < b ? a : b;', '  return a > b ? a : b;');

const ANSWERS = `export default (prompt) =>
  prompt.startsWith('You plan work') ? ${JSON.stringify(PLAN)}
  : prompt.includes('The step: Mend add') ? ${JSON.stringify(FIX_ADD)}
  : ${JSON.stringify(FIX_LARGER)};
`;
const KEYS = {
  OPENAI_API_KEY: 'sk-openai-test-000001',
  ANTHROPIC_API_KEY: 'sk-anthropic-test-000001',
  GEMINI_API_KEY: 'sk-gemini-test-000001',
};

function setUp() {
  const program: ProgramFixture = programFixture(temporaryFolder());
  program.answerBy(ANSWERS);
  const repo = makeRepository({
    files: {
      ...CALCULATOR,
      'microfactory.yaml': 'version: 1\ndomains: { code: { verifier: node --test } }\n',
    },
  });
  const paths = {
    MICROFACTORY_CODEX_PATH: program.path('codex'),
    MICROFACTORY_CLAUDE_PATH: program.path('claude'),
  };
  const cli = commandLine({ ...KEYS, ...paths });
  const run = (provider: string) => [
    ...['run', '--json', '--prompt', 'Fix the failing tests', '--yes-verifier', '--ask', 'never'],
    ...['--llm-provider', provider, '--repo-path', repo],
  ];
  return { program, repo, cli, run };
}

describe('a program on this machine answers', () => {
  it.each([
    ['codex-cli', 'codex', ['OPENAI_API_KEY']],
    ['claude-cli', 'claude', ['ANTHROPIC_API_KEY']],
  ] as const)('%s: the failing tests are fixed and delivered', async (provider, kind, keys) => {
    const { program, repo, cli, run } = setUp();
    const result = await cli.run(run(provider));
    expect(result, JSON.stringify(result.events.at(-1))).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ofType(result, 'delivery-finished')).toMatchObject([{ files: ['src/add.js', 'src/larger.js'] }]);
    await execa('node', ['--test'], { cwd: repo, extendEnv: false, env: { PATH: process.env['PATH'] } });

    const calls = program.calls();
    // 3 proposals, and the 3 samples of each step that were all alike.
    expect(calls).toHaveLength(9);
    for (const { argv, cwd, files, env, kind: called } of calls) {
      expect(called).toBe(kind);
      expect(argv.join(' ')).not.toContain('Mend');
      expect(cwd).not.toContain(repo);
      expect(files).toEqual([]);
      expect(existsSync(cwd)).toBe(false);
      expect(Object.keys(env).filter((name) => name.endsWith('API_KEY'))).toEqual(keys);
    }
    expect(calls[0]?.argv.slice(0, 2)).toEqual(
      kind === 'codex' ? ['exec', '--json'] : ['-p', '--output-format'],
    );
  });

  it('one role may be a program and the others a model of their own', async () => {
    const { program, repo, cli, run } = setUp();
    writeFiles(cli.home, {
      'config.yaml':
        'version: 1\ndomains: { code: { provider: claude-cli, agents: { solver: { provider: codex-cli, model: gpt-x } } } }\n',
    });
    const asked = run('').filter(
      (word, at, all) => word !== '' && word !== '--llm-provider' && all[at] !== '',
    );
    const result = await cli.run(asked);
    expect(result.exitCode, JSON.stringify(result.events.at(-1))).toBe(0);
    expect(new Set(program.calls().map(({ kind }) => kind))).toEqual(new Set(['claude', 'codex']));
    for (const { kind, argv, prompt } of program.calls()) {
      expect(prompt.startsWith('You plan work')).toBe(kind === 'claude');
      expect(argv.includes('gpt-x')).toBe(kind === 'codex');
    }
    expect(treeState(repo)).toBeDefined();
  });

  it('is ended with its children when the session is interrupted', async () => {
    const { program, cli, run } = setUp();
    program.behave('hangs');
    let told = false;
    const result = await cli.run(run('codex-cli'), {
      onLine: (_line, child) => {
        if (told) return;
        told = true;
        void vi
          .waitFor(() => expect(program.pids().length).toBeGreaterThanOrEqual(2), { timeout: 60_000 })
          .then(() => child.kill('SIGINT'));
      },
    });
    expect(result.exitCode).not.toBe(0);
    expect(program.pids().length).toBeGreaterThanOrEqual(2);
    expect(program.pids().filter((pid) => !isGone(pid))).toEqual([]);
  });

  it('that is not there, or not logged in, is said in a sentence', async () => {
    const { program, cli, run } = setUp();
    const absent = { env: { MICROFACTORY_CODEX_PATH: `${program.bin}/absent` } };
    const missing = await cli.run(run('codex-cli'), absent);
    expect(JSON.stringify(missing.events)).toContain('npm install -g @openai/codex');
    program.behave('not-logged-in');
    const out = await cli.run(run('codex-cli'));
    expect(JSON.stringify(out.events)).toContain('Codex CLI is not logged in: log in with codex login');
  });

  it('is probed as any model is', async () => {
    const { program, cli } = setUp();
    program.answerBy(`export default () => '{"ready": true, "sum": 12}';`);
    const probe = await cli.run(['probe', '--json', '--llm-provider', 'claude-cli']);
    expect(JSON.parse(probe.stdout)).toMatchObject({
      ok: true,
      provider: 'claude-cli',
      model: 'claude-fixture-1',
    });
  });
});
