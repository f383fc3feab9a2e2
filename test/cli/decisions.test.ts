import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ServerAnswer } from '../support/model-server.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, type CommandLine, ofType, sessionOf, type CliResult } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository, treeState } from './support/repository.ts';
import { byRole, planOf, replaceLine, roleOf } from './support/scripted-model.ts';

const MEND_ADD = { title: 'Mend add', tests: ['test/add.test.js › adds'] };
const MEND_LARGER = { title: 'Mend larger', tests: ['test/larger.test.js › takes the larger'] };
const add = (line: string) => replaceLine('src/add.js', '  return a - b;', `  return ${line};`);
const LARGER = replaceLine('src/larger.js', '  return a < b ? a : b;', '  return a > b ? a : b;');

interface Scene {
  readonly steps?: readonly (typeof MEND_ADD)[];
  /** Answers to the step that mends add, in order; the last one repeats. */
  readonly add?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

async function scene({ steps = [MEND_ADD], add: answers = [add('a + b')], files = {} }: Scene = {}) {
  let place = 0;
  const solver = ({ prompt }: { prompt: string }): ServerAnswer => {
    if (prompt.includes('The step: Mend larger')) return LARGER;
    return answers[Math.min(place++, answers.length - 1)] ?? '';
  };
  const server = await modelServer(byRole({ decomposition: () => planOf(...steps), solver }));
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const configuration = { 'microfactory.yaml': 'version: 1\ndomains: { code: { verifier: node --test } }\n' };
  const repo = makeRepository({ files: { ...CALCULATOR, ...configuration, ...files } });
  const start = (...more: string[]) =>
    cli.run([
      ...[
        'run',
        '--json',
        '--prompt',
        'Fix the failing tests',
        '--max-concurrent-llm',
        '1',
        '--repo-path',
        repo,
      ],
      ...['--max-concurrent-steps', '1', ...more],
    ]);
  const read = (path: string) => readFileSync(join(repo, path), 'utf8');
  return { server, cli, repo, start, read };
}

const waitsFor = ({ events }: CliResult) => {
  const last = events.at(-1);
  return last?.type === 'session-paused'
    ? last.waiting.map((each) => `${each.step_id} ${each.trigger}`)
    : last;
};

describe('a decision', () => {
  it('to reject tells the next samples why, and what was rejected does not win again; resume alone approves nothing', async () => {
    const { server, cli, start, repo, read } = await scene({
      add: [...Array<string>(3).fill(add('b + a')), add('a + b')],
    });
    const before = treeState(repo);
    const run = await start('--yes-verifier', '--ask', 'every');
    const id = sessionOf(run);
    expect([run.exitCode, waitsFor(run)]).toEqual([3, ['task plan']]);
    const planned = await cli.run([
      'decide',
      'approve',
      '--json',
      '--session-id',
      id,
      '--step',
      'task',
      '--resume',
    ]);
    expect([planned.exitCode, waitsFor(planned)]).toEqual([3, ['1 approval']]);

    const resumed = await cli.run(['resume', '--json', '--session-id', id]);
    expect([resumed.exitCode, waitsFor(resumed)]).toEqual([3, ['1 approval']]);
    expect(treeState(repo)).toEqual(before);

    const asked = server.log.length;
    const comment = 'Keep the order of the operands as it was';
    const rejected = await cli.run([
      ...['decide', 'reject', '--json', '--session-id', id, '--step', '1', '--comment', comment, '--resume'],
    ]);
    const prompts = server.log.slice(asked).map(({ prompt }) => prompt);
    expect(prompts.length).toBeGreaterThan(0);
    expect(prompts.every((prompt) => prompt.includes(comment))).toBe(true);
    expect([rejected.exitCode, waitsFor(rejected)]).toEqual([3, ['1 approval']]);
    expect(ofType(rejected, 'candidate-verified').at(0)?.verification.verdict).toBe('passed');

    // A milder policy is no approval either.
    const milder = await cli.run(['resume', '--json', '--session-id', id, '--ask', 'never']);
    expect([milder.exitCode, waitsFor(milder)]).toEqual([3, ['1 approval']]);
    await cli.run(['decide', 'approve', '--session-id', id, '--step', '1']);
    expect(await cli.run(['resume', '--json', '--session-id', id, '--ask', 'never'])).toMatchObject({
      exitCode: 0,
    });
    expect(read('src/add.js')).toContain('return a + b;');
  });

  it.each([
    { name: 'more', args: ['more'], after: ['1 undecided'] },
    { name: 'skip', args: ['skip'], after: undefined },
    { name: 'stop', args: ['stop'], after: undefined },
    { name: 'pick', args: ['pick'], after: undefined },
    { name: 'edit', args: ['edit', '--file', 'src/add.js=mine.js'], after: undefined },
  ])('to $name is carried out on a step that is undecided', async ({ name, args, after }) => {
    // All of them keep the promise, and none is the same as another.
    const four = ['a + b', 'b + a', 'a - -b', 'b - -a'].map(add);
    const split = [...four, ...four];
    const forEver = Array.from({ length: 12 }, () => split).flat();
    const { server, cli, start, repo, read } = await scene({ steps: [MEND_ADD, MEND_LARGER], add: forEver });
    const before = treeState(repo);
    const run = await start('--yes-verifier', '--ask', 'never', '--samples', '8');
    const id = sessionOf(run);
    expect([run.exitCode, waitsFor(run)]).toEqual([3, ['1 undecided']]);
    expect(treeState(repo)).toEqual(before);

    const mine = makeRepository({ files: { 'mine.js': 'export const add = (a, b) => a + b;\n' } });
    const asked = server.log.length;
    const [kind = '', ...rest] = args;
    // Classes are named in the order their answers came, which differs from run to run.
    if (name === 'pick') rest.push('--class', await labelOf(cli, id, '+  return a + b;'));
    const next = await cli.run(
      ['decide', kind, '--json', '--session-id', id, '--step', '1', ...rest, '--resume'],
      { cwd: mine },
    );
    const outcome = { exitCode: next.exitCode, add: read('src/add.js'), larger: read('src/larger.js') };
    const old = { add: CALCULATOR['src/add.js'], larger: CALCULATOR['src/larger.js'] };
    const mended = { add: String(old.add).replace('-', '+'), larger: String(old.larger).replace('<', '>') };
    const expected = {
      more: { exitCode: 3, ...old },
      skip: { exitCode: 3, add: old.add, larger: mended.larger },
      stop: { exitCode: 1, ...old },
      pick: { exitCode: 0, ...mended },
      edit: { exitCode: 0, add: 'export const add = (a, b) => a + b;\n', larger: mended.larger },
    }[name];
    expect(outcome, next.stdout + next.stderr).toEqual(expected);
    expect(server.log.length - asked).toBe(name === 'more' ? 3 : 0);
    if (after !== undefined) expect(waitsFor(next)).toEqual(after);
  });

  it('with an edit that fails verification is not accepted', async () => {
    const { cli, start, repo } = await scene({ add: [add('a * b'), add('b'), add('a')] });
    const run = await start('--yes-verifier', '--ask', 'never', '--samples', '3');
    const before = treeState(repo);
    const mine = makeRepository({ files: { 'mine.js': 'export const add = () => 2;\n' } });
    const edit = [
      'edit',
      '--json',
      '--session-id',
      sessionOf(run),
      '--step',
      '1',
      '--file',
      'src/add.js=mine.js',
    ];
    const next = await cli.run(['decide', ...edit, '--resume'], { cwd: mine });
    expect([next.exitCode, waitsFor(next)]).toEqual([3, ['1 verification']]);
    expect(treeState(repo)).toEqual(before);
  });
});

describe('a gate where nobody is', () => {
  it.each([
    ['skip', 3, true],
    ['fail', 1, false],
  ])('with --on-gate %s ends with exit %i', async (onGate, exitCode, delivers) => {
    const { start, read } = await scene({
      steps: [MEND_ADD, MEND_LARGER],
      add: [add('a * b'), add('b'), add('a')],
    });
    const run = await start('--yes-verifier', '--ask', 'never', '--samples', '3', '--on-gate', onGate);
    expect(run, run.stdout).toMatchObject({ exitCode });
    expect(read('src/add.js')).toBe(CALCULATOR['src/add.js']);
    expect(read('src/larger.js') === CALCULATOR['src/larger.js']).toBe(!delivers);
  });

  it('does not hold up what was accepted: deliver --accepted brings it, and says what is left', async () => {
    const { cli, start, read } = await scene({
      steps: [MEND_ADD, MEND_LARGER],
      add: [add('a * b'), add('b'), add('a')],
    });
    const id = sessionOf(await start('--yes-verifier', '--ask', 'never', '--samples', '3'));
    const without = await cli.run(['deliver', '--session-id', id]);
    expect(without).toMatchObject({ exitCode: 2, stdout: '' });
    expect(without.stderr).toMatch(/1 step is not done.*--accepted/);
    const accepted = await cli.run(['deliver', '--session-id', id, '--accepted']);
    expect(accepted, accepted.stderr).toMatchObject({ exitCode: 0 });
    expect(read('src/larger.js')).toContain('a > b');
    expect(read('src/add.js')).toBe(CALCULATOR['src/add.js']);
  });
});

describe('the verifier', () => {
  it('waits for a yes that is remembered for the same command and asked for anew when a script changes', async () => {
    const { cli, start, repo, server } = await scene({ files: { 'microfactory.yaml': 'version: 1\n' } });
    const run = await start('--ask', 'never');
    expect([run.exitCode, waitsFor(run)]).toEqual([3, ['task verifier']]);
    expect(ofType(run, 'gate-opened')[0]?.wait_state.details).toContain('npm test');
    expect(server.log).toEqual([]);
    const resumed = await cli.run(['resume', '--json', '--session-id', sessionOf(run)]);
    expect([resumed.exitCode, waitsFor(resumed)]).toEqual([3, ['task verifier']]);

    const decide = await cli.run(['decide', 'approve', '--session-id', sessionOf(run), '--step', 'task']);
    expect(decide).toMatchObject({ exitCode: 0, stderr: '' });
    const done = await cli.run(['resume', '--json', '--session-id', sessionOf(run)]);
    expect(done, done.stdout).toMatchObject({ exitCode: 0 });
    expect(server.log.map(roleOf)).toContain('solver');

    const second = await start('--ask', 'never', '--dry-run');
    expect(ofType(second, 'baseline-recorded')).toHaveLength(1);

    const manifest = join(repo, 'package.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('node --test', 'node --test test'));
    const third = await start('--ask', 'never', '--dry-run');
    expect([third.exitCode, waitsFor(third)]).toEqual([3, ['task verifier']]);
  });
});

/** The label of the class of step 1 whose diff holds the line. */
async function labelOf(cli: CommandLine, id: string, line: string): Promise<string> {
  const { stdout } = await cli.run(['show', '--json', '--session-id', id, '--step', '1']);
  const { diffs } = JSON.parse(stdout) as { diffs: { label: string; diff: string }[] };
  const found = diffs.find(({ diff }) => diff.includes(line));
  if (found === undefined) throw new Error(`No class holds ${line}: ${stdout}`);
  return found.label;
}
