import { expect, it } from 'vitest';
import type { RunEstimate } from '../../src/protocol/run-estimate.ts';
import type { ModelRequest, ServerAnswer } from '../support/model-server.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository, writeFiles } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const FIX = replaceLine('src/add.js', '  return a - b;', '  return a + b;');
const CODE = 'version: 1\ndomains:\n  code: { verifier: node --test }\n';
const TRIAGE =
  'version: 1\ndomains:\n  triage: { extends: analysis, answers: [good, bad], items: items.txt, report: labels.md }\n';

const RUN = ['run', '--ask', 'never', '--yes-verifier', '--llm-provider', 'openai', '--seed', '1'];

/** Tokens as servers count them, about. */
function counted({ system, prompt }: ModelRequest, text: string): ServerAnswer {
  return {
    text,
    usage: { input: Math.ceil((system + prompt).length / 4), output: Math.ceil(text.length / 4) },
  };
}

async function scene(model = 'gpt-4.1-mini') {
  const server = await modelServer(
    byRole({
      decomposition: (request) =>
        counted(request, planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] })),
      solver: (request, place) => {
        const label = place === 2 ? 'Who can tell?' : 'good';
        return counted(request, request.prompt.includes('The item') ? label : FIX);
      },
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  return { server, cli, run: [...RUN, '--llm-model', model] };
}

function triage(): readonly string[] {
  const folder = temporaryFolder();
  const items = Array.from({ length: 6 }, (_, at) => `The item ${at}.`).join('\n');
  writeFiles(folder, { 'items.txt': `${items}\n`, 'microfactory.yaml': TRIAGE });
  return ['--domain', 'triage', '--prompt', 'Label the items', '--repo-path', folder];
}

function repair(): readonly string[] {
  const repo = makeRepository({ files: { ...CALCULATOR, 'microfactory.yaml': CODE } });
  return ['--prompt', 'Fix add', '--repo-path', repo];
}

it.each([
  ['a plan that is not known yet', repair],
  ['a list of items', triage],
])('what a run takes lies within its estimate: %s', async (_name, task) => {
  const { server, cli, run } = await scene();
  const args = [...run, ...task(), '--json'];
  const estimated = await cli.run([...args, '--estimate']);
  expect(estimated, estimated.stderr).toMatchObject({ exitCode: 0 });
  expect(server.log).toHaveLength(0);
  const estimate = JSON.parse(estimated.stdout) as RunEstimate;

  const done = await cli.run(args);
  expect(done.exitCode, done.stdout.slice(-1500)).toBe(0);
  const samples = ofType(done, 'sample-recorded');
  const sum = (of: (sample: (typeof samples)[number]) => number): number =>
    samples.reduce((all, sample) => all + of(sample), 0);
  const taken = {
    requests: server.log.length,
    input_tokens: sum((sample) => sample.input_tokens),
    output_tokens: sum((sample) => sample.output_tokens),
    cost_usd: sum((sample) => sample.cost_usd ?? NaN),
  };
  for (const [name, amount] of Object.entries(taken)) {
    const { low, high } = estimate[name as keyof typeof taken] ?? { low: NaN, high: NaN };
    expect(amount, `${name}: ${low} to ${high}`).toBeGreaterThanOrEqual(low);
    expect(amount, `${name}: ${low} to ${high}`).toBeLessThanOrEqual(high);
  }
});

it('a run with a model says in one line what it will probably take; an unknown price is called so', async () => {
  const { cli, run } = await scene('unheard-of');
  const task = triage();
  // A run's report is a file of the folder, too: what comes after it may take more.
  const only = await cli.run([...run, ...task, '--estimate']);
  const { stdout } = await cli.run([...run, ...task]);
  const lines = stdout.split('\n').filter((line) => line.startsWith('Estimate: '));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^Estimate: 12 to 3\d requests, .* tokens, cost unknown \(6 steps, /u);
  expect(only.stdout).toBe(`${lines[0]}\n`);
});

it('a run without a model has nothing to estimate', async () => {
  const cli = commandLine({});
  const task = repair();
  expect((await cli.run(['run', ...task, '--estimate'])).stdout).toBe(
    'No model is asked: this costs nothing.\n',
  );
  expect(JSON.parse((await cli.run(['run', ...task, '--estimate', '--json'])).stdout)).toBeNull();
});
