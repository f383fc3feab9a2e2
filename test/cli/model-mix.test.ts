import { expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine, roleOf } from './support/scripted-model.ts';

const FIX = replaceLine('src/add.js', '  return a - b;', '  return a + b;');
const OTHER = replaceLine('src/add.js', '  return a - b;', '  return a * b;');

const CONFIGURATION = `version: 1
domains:
  code:
    verifier: node --test
    provider: openai
    model: planner
    agents:
      solver: { models: [first, { provider: anthropic, model: second }, third] }
`;

async function scene() {
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] }),
      // One of the three is always wrong, in a way of its own.
      solver: ({ model }) => (model === 'third' ? OTHER : FIX),
    }),
  );
  const cli = commandLine({
    ...{ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl },
    ...{ ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: server.anthropicUrl },
  });
  const repo = makeRepository({ files: { ...CALCULATOR, 'microfactory.yaml': CONFIGURATION } });
  const run = [
    'run',
    '--json',
    '--prompt',
    'Fix add',
    '--yes-verifier',
    '--ask',
    'never',
    '--repo-path',
    repo,
  ];
  const solvers = () => server.log.filter((each) => roleOf(each) === 'solver').map(({ model }) => model);
  return { cli, run, server, solvers };
}

it('three models of two providers share a race in turn, and the explanation says who voted for what', async () => {
  const { cli, run, server, solvers } = await scene();
  const result = await cli.run(run);
  expect(result, result.stderr).toMatchObject({ exitCode: 0, stderr: '' });
  const planners = server.log.filter((each) => roleOf(each) === 'decomposition').map(({ model }) => model);
  expect(new Set(planners)).toEqual(new Set(['planner']));
  const asked = solvers();
  const times = (model: string) => asked.filter((each) => each === model).length;
  // A lead of 3 with one model against two: first 2, second 2, third 1 leads by 3 only after five more or so.
  expect(times('first')).toBeGreaterThanOrEqual(2);
  expect(Math.abs(times('first') - times('second'))).toBeLessThanOrEqual(1);
  expect(times('first') - times('third')).toBeLessThanOrEqual(1);

  const id = sessionOf(result);
  const explained = await cli.run(['explain', '--json', '--session-id', id, '--step', '1']);
  const { models } = JSON.parse(explained.stdout) as {
    models: { label: string; votes: { model: string; count: number }[] }[];
  };
  const voters = models.map(({ votes }) => votes.map(({ model }) => model).sort());
  // What the third answers breaks a test, which is no vote.
  expect(voters).toEqual([['first', 'second']]);
  const text = await cli.run(['explain', '--session-id', id, '--step', '1']);
  expect(text.stdout).toMatch(/Which models\n.*(first|second) \d, (first|second) \d/u);
});

it.each([
  ['with commas', ['--llm-model', 'x,y']],
  ['named twice', ['--llm-model', 'x', '--llm-model', 'y']],
])('--llm-model %s mixes, before what is configured', async (_how, flags) => {
  const { cli, run, solvers } = await scene();
  expect(await cli.run([...run, ...flags])).toMatchObject({ exitCode: 0 });
  expect(new Set(solvers())).toEqual(new Set(['x', 'y']));
});
