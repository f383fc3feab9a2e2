import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { voteExplanation } from '../../src/protocol/explanation.ts';
import { sessionDetail, sessionList } from '../../src/protocol/session.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';

const ADD = replaceLine('src/add.js', '  return a - b;', '  return a + b;');
const CONFIGURATION = 'version: 1\ndomains: { code: { verifier: node --test } }\n';

async function scene() {
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] }),
      solver: () => ADD,
      probe: () => '{"answer": 4}',
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const repo = makeRepository({ files: { ...CALCULATOR, 'microfactory.yaml': CONFIGURATION } });
  return { server, cli, repo };
}

describe('for programs', () => {
  it('a run writes events that fit their schema and go up in number, and status has exactly the promised keys', async () => {
    const { cli, repo } = await scene();
    const run = await cli.run([
      ...['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--ask', 'never', '--repo-path', repo],
    ]);
    // Each line was read by the schema of events; here is that nothing is missing.
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const numbers = run.events.map(({ seq }) => seq);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(run.events.map(({ type }) => type))).toEqual(
      new Set([
        ...['session-started', 'warning', 'progress', 'baseline-recorded', 'step-state', 'plan-proposed'],
        ...['plan-chosen', 'step-added', 'sample-recorded', 'vote-concluded', 'candidate-verified'],
        ...['candidate-accepted', 'delivery-started', 'delivery-finished', 'session-finished'],
      ]),
    );
    const id = sessionOf(run);

    const status = JSON.parse((await cli.run(['status', '--json'])).stdout) as { sessions: object[] };
    expect(sessionList.parse(status).sessions).toHaveLength(1);
    expect(Object.keys(status.sessions[0] ?? {}).sort()).toEqual(
      [
        ...['session_id', 'status', 'prompt', 'domain', 'updated_at', 'completed_steps', 'total_steps'],
        ...['wait_state', 'metadata', 'metrics'],
      ].sort(),
    );

    const one = await cli.run(['status', '--json', '--session-id', id.slice(0, 8)]);
    const [detail] = z.object({ sessions: z.array(sessionDetail) }).parse(JSON.parse(one.stdout)).sessions;
    expect(detail).toMatchObject({ status: 'completed', wait_state: null, metadata: { delivered: true } });
    expect(detail?.steps.find(({ step_id }) => step_id === '1')).toMatchObject({
      state: 'accepted',
      samples: 3,
      resamples: 0,
      red_flags: [],
      votes: [{ label: 'A', votes: 3, winner: true }],
      margin: 3,
      dissent: 0,
      verification: { verdict: 'passed' },
    });
    expect(ofType(run, 'session-finished')[0]?.exit_code).toBe(0);

    const shown = await cli.run(['show', '--json', '--session-id', id, '--step', '1']);
    expect(JSON.parse(shown.stdout)).toMatchObject({ session_id: id, step: { step_id: '1' } });

    const explained = await cli.run(['explain', '--json', '--session-id', id, '--step', '1']);
    expect(voteExplanation.parse(JSON.parse(explained.stdout))).toMatchObject({
      session_id: id,
      sentence: 'All 3 agree: same reply, word for word.',
      differences: [],
    });
  });

  it('subprocess solves one step and answers in JSON', async () => {
    const { cli } = await scene();
    const context = { goal: 'Adding works', files: [{ path: 'src/add.js', text: CALCULATOR['src/add.js'] }] };
    const args = ['subprocess', '--step', 'Mend add', '--context-json', JSON.stringify(context)];
    const result = await cli.run(args);
    expect(result, result.stderr).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({
      decided: true,
      answer: ADD,
      votes: { A: 3 },
      samples: 3,
      red_flags: [],
    });
  });

  it('probe says where the key came from, and never the key', async () => {
    const { cli } = await scene();
    const result = await cli.run(['probe', '--json']);
    const answer = JSON.parse(result.stdout) as object;
    expect(answer).toMatchObject({ provider: 'openai', key_source: 'OPENAI_API_KEY' });
    expect(result.stdout + result.stderr).not.toContain('sk-test');
  });

  it.each([
    [
      'domains',
      ['domains', '--json'],
      { domains: [{ name: 'code' }, { name: 'analysis' }, { name: 'hanoi' }, { name: 'multiplication' }] },
    ],
    ['help', ['help', '--topic', 'gates', '--format', 'json'], { topic: 'gates' }],
  ])('%s answers in JSON', async (_name, args, expected) => {
    const result = await commandLine().run(args);
    expect(result, result.stderr).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject(expected);
  });
});
