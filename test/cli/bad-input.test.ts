import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType, type CliOptions } from './support/command-line.ts';
import { makeRepository, treeState } from './support/repository.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

interface BadInput {
  readonly name: string;
  readonly exitCode: number;
  readonly sentence: RegExp;
  readonly files?: Readonly<Record<string, string>>;
  /** After `run --repo-path <repo>`; later options win. */
  readonly args?: (repo: string) => readonly string[];
  readonly env?: CliOptions['env'];
}

const configured = (yaml: string) => ({ 'microfactory.yaml': `version: 1\n${yaml}\n` });

describe('run answers in one sentence, and changes nothing:', () => {
  it.each<BadInput>([
    {
      name: 'YAML that is none',
      files: { 'microfactory.yaml': 'version: 1\ndomains: {\n  code: [}\n' },
      exitCode: 2,
      sentence: /^microfactory\.yaml:3/,
    },
    {
      name: 'a misspelt key',
      files: configured('domains:\n  code:\n    verifer: npm test'),
      exitCode: 2,
      sentence: /^microfactory\.yaml:4.*verifier/,
    },
    {
      name: 'a value of the wrong kind',
      files: configured('domains:\n  code:\n    max_attempts: many'),
      exitCode: 2,
      sentence: /^microfactory\.yaml:4.*max_attempts/,
    },
    {
      name: 'a template that is not there',
      files: configured('domains:\n  code:\n    agents: { solver: { prompt_template: no/such.hbs } }'),
      args: () => ['--llm-provider', 'openai'],
      env: { OPENAI_API_KEY: 'sk-test' },
      exitCode: 2,
      sentence: /no\/such\.hbs/,
    },
    {
      name: 'no key',
      args: () => ['--llm-provider', 'openai'],
      exitCode: 2,
      sentence: /OPENAI_API_KEY/,
    },
    {
      name: 'no address of a compatible server',
      args: () => ['--llm-provider', 'compatible', '--llm-model', 'm'],
      exitCode: 2,
      sentence: /OPENAI_BASE_URL/,
    },
    {
      name: 'no configuration where --config says',
      args: () => ['--config', 'none.yaml'],
      exitCode: 2,
      sentence: /none\.yaml/,
    },
    {
      name: 'a folder that is not there',
      args: () => ['--repo-path', '/no/such/folder'],
      exitCode: 2,
      sentence: /no\/such\/folder.*does not exist/,
    },
    {
      name: 'a file for a folder',
      args: (repo) => ['--repo-path', join(repo, 'package.json')],
      exitCode: 2,
      sentence: /is a file/,
    },
    { name: 'an unknown domain', args: () => ['--domain', 'cod'], exitCode: 2, sentence: /cod.*code/ },
    {
      name: 'an unknown provider',
      args: () => ['--llm-provider', 'openia'],
      exitCode: 2,
      sentence: /openia|openai, anthropic/,
    },
    { name: 'an empty prompt', args: () => ['--prompt', '  '], exitCode: 2, sentence: /prompt is empty/ },
    { name: '--k 0', args: () => ['--k', '0'], exitCode: 2, sentence: /at least 1/ },
    {
      name: '--samples below k',
      args: () => ['--samples', '2', '--k', '3'],
      exitCode: 2,
      sentence: /samples/,
    },
    { name: 'an unknown option', args: () => ['--promt', 'x'], exitCode: 2, sentence: /--promt/ },
  ])('$name', async ({ files = {}, args = () => [], env = {}, exitCode, sentence }) => {
    const repo = makeRepository({ files: { ...CALCULATOR, ...files } });
    const before = treeState(repo);
    const cli = commandLine(env);
    const result = await cli.run([
      'run',
      '--prompt',
      'Fix the failing tests',
      '--repo-path',
      repo,
      ...args(repo),
    ]);
    expect(result.stderr.trimEnd()).toMatch(sentence);
    expect(result).toMatchObject({ exitCode, stdout: '' });
    expectOneSentence(result.stderr);
    expect(treeState(repo)).toEqual(before);
    expect((await cli.run(['status', '--json'])).stdout).toMatch(/"sessions": \[\]/);
  });

  it.each([
    ['status', ['status', '--session-id', '11111111-1111-4111-8111-111111111111']],
    ['resume', ['resume', '--session-id', 'abc']],
    ['show', ['show', '--session-id', '../../etc']],
    ['undo', ['undo']],
    ['help', ['help', '--topic', 'nothing']],
    ['an unknown command', ['rnu']],
  ])('%s of something that is not there', async (_name, args) => {
    const result = await commandLine().run(args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expectOneSentence(result.stderr);
  });

  it('no git', async () => {
    const repo = makeRepository({ files: CALCULATOR });
    const bin = temporaryFolder();
    symlinkSync(process.execPath, join(bin, 'node'));
    const cli = commandLine({ PATH: bin });
    const result = await cli.run(['run', '--prompt', 'Fix', '--yes-verifier', '--repo-path', repo]);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(/git/);
    expectOneSentence(result.stderr);
  });

  it('an empty folder', async () => {
    const cli = commandLine();
    const result = await cli.run(['run', '--prompt', 'Fix', '--repo-path', temporaryFolder()]);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(/has no files to work on/);
    expectOneSentence(result.stderr);
  });
});

function expectOneSentence(stderr: string): void {
  expect(stderr.trimEnd().split('\n'), stderr).toHaveLength(1);
  expect(stderr).not.toMatch(/^\s+at |node:internal|Error:/m);
}

const START = "import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';";
const FLOOD = "const more = () => process.stdout.write('x'.repeat(65536), more); more();";
const CHILD = "spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })";

describe('a verifier', () => {
  it.each([
    { name: 'that hangs', program: 'setInterval(() => {}, 1000);', pid: 'process.pid', ends: 'late' },
    { name: 'that floods', program: FLOOD, pid: 'process.pid', ends: 'late' },
    {
      name: 'that leaves a child behind',
      program: 'process.exitCode = 1; child.unref();',
      pid: 'child.pid',
      ends: 'red',
    },
  ])(
    '$name is stopped, with one sentence, nothing left running and nothing changed',
    async ({ program, pid, ends }) => {
      const pids = join(temporaryFolder(), 'pid');
      const child = pid === 'child.pid' ? `const child = ${CHILD};` : '';
      const repo = makeRepository({
        files: {
          'microfactory.yaml':
            'version: 1\ndomains: { code: { verifier: node check.mjs, verifier_timeout_seconds: 2, search_seconds: 5 } }\n',
          'check.mjs': `${START}\n${child}\nwriteFileSync(${JSON.stringify(pids)}, String(${pid}));\n${program}\n`,
          'src/a.js': 'export const a = 1;\n',
        },
      });
      const before = treeState(repo);
      const run = await commandLine().run([
        ...['run', '--json', '--prompt', 'Fix', '--yes-verifier', '--ask', 'never', '--repo-path', repo],
      ]);
      expect(treeState(repo)).toEqual(before);
      expect(await isGone(Number(readFileSync(pids, 'utf8')))).toBe(true);
      if (ends === 'late') {
        expect(run.exitCode).toBe(1);
        expect(ofType(run, 'session-finished')[0]?.summary).toMatch(
          /^The verifier "node check\.mjs" did not finish within 2 s/,
        );
      } else {
        // The search can turn it green only by changing what the verifier itself runs: that is for a person to allow.
        expect(run.exitCode, run.stdout).toBe(3);
        expect(run.events.at(-1)).toMatchObject({
          type: 'session-paused',
          waiting: [{ trigger: 'protected' }],
        });
      }
    },
  );

  it('that is nowhere to be found fails the run', async () => {
    const repo = makeRepository({ files: { 'src/a.js': 'export const a = 1;\n' } });
    const run = await commandLine().run([
      'run',
      '--json',
      '--prompt',
      'Fix',
      '--yes-verifier',
      '--repo-path',
      repo,
    ]);
    expect(run).toMatchObject({ exitCode: 1, stderr: '' });
    expect(ofType(run, 'session-finished')[0]?.summary).toMatch(
      /^No way to test this folder was found .*verifier/,
    );
  });
});

/** Waits for a process to end that was killed a moment ago. */
async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await setTimeout(50);
  }
  return false;
}
