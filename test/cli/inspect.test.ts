import { expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { filesThatHold, makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';
import type { ExchangeDetail, ExchangePage } from '../../src/protocol/exchanges.ts';

const KEY = 'sk-canary-2c8f41d07e';
const GOOD = replaceLine('src/add.js', '  return a - b;', '  return a + b;');

/** A session in which a plan is made, and of the solver's answers one fails, one is flagged and the others are good. */
async function session(configuration = '') {
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] }),
      solver: (_request, place) => {
        if (place === 0) return { status: 503, message: `The key ${KEY} is fine, but we are busy.` };
        if (place === 1) return 'I would rather not.';
        return GOOD;
      },
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.openaiUrl });
  const repo = makeRepository({
    files: {
      ...CALCULATOR,
      'microfactory.yaml': `version: 1\n${configuration}domains: { code: { verifier: node --test } }\n`,
    },
  });
  const run = await cli.run([
    ...['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--ask', 'never', '--repo-path', repo],
    ...['--max-concurrent-llm', '1'],
  ]);
  const id = run.events[0]?.session_id ?? '';
  const inspect = async (...args: readonly string[]) => cli.run(['inspect', id, ...args]);
  return { cli, id, inspect, asked: server.log.length };
}

it('shows every request of a session: the failed, the retried, the flagged and the good, and never the key', async () => {
  const { cli, inspect, asked } = await session();
  const page = JSON.parse((await inspect('--json')).stdout) as ExchangePage;
  expect(page).toMatchObject({ total: asked, earlier: null, recording: true });
  expect(page.rows).toHaveLength(asked);
  const solver = page.rows.filter(({ role }) => role === 'solver');
  const [failed, ...later] = solver;
  expect(failed).toMatchObject({ outcome: 'failed', attempt: 1 });
  expect(failed?.problem).toContain('503');
  expect(later.find(({ sample }) => sample === failed?.sample)).toMatchObject({
    outcome: 'answered',
    attempt: 2,
  });
  expect(solver.filter(({ red_flags }) => (red_flags?.length ?? 0) > 0)).toHaveLength(1);
  expect(solver.at(-1)).toMatchObject({ outcome: 'answered', red_flags: [], purpose: 'race' });
  expect(page.rows[0]).toMatchObject({ purpose: 'plan', role: 'decomposition', sample: 0 });

  const list = (await inspect()).stdout;
  expect(list).toMatch(/^NO +UTC +STEP +FOR +MODEL +TOKENS +COST +TIME +OUTCOME/);
  expect(list.split('\n').filter((line) => /^\d+ /.test(line))).toHaveLength(asked);
  expect(list).toContain('failed: OpenAI');
  expect(list).toContain('(try 2)');
  expect(list).toContain('red flag');
  expect(list).not.toContain(KEY);

  const onlyFailed = (await inspect('--failed')).stdout;
  expect(onlyFailed.split('\n').filter((line) => /^\d+ /.test(line))).toHaveLength(1);
  expect(filesThatHold(cli.home, KEY)).toEqual([]);
});

it('shows one request in full, its payload and its files, and pages of a step', async () => {
  const { inspect, asked } = await session();
  const last = String(asked);
  const text = (await inspect(last)).stdout;
  expect(text).toContain(`Request ${last}`);
  expect(text).toMatch(/\nuser\n[^]*\nanswer\n/);
  expect(text).toContain('return a + b;');

  const detail = JSON.parse((await inspect(last, '--json')).stdout) as ExchangeDetail;
  expect(detail.parameters.max_tokens).toBeGreaterThan(0);
  expect(detail.answer).toContain('return a + b;');
  const payload = JSON.parse((await inspect(last, '--payloads')).stdout) as { response: { text: string } };
  expect(payload.response.text).toBe(detail.answer);
  expect((await inspect(last, '--files')).stdout).toContain(`record: ${detail.record}`);

  const step = detail.row.step_id ?? '';
  const page = JSON.parse((await inspect('--step', step, '--limit', '1', '--json')).stdout) as ExchangePage;
  expect(page.rows.map(({ number }) => number)).toEqual([asked]);
  const before = await inspect('--step', step, '--limit', '1', '--before', last, '--json');
  expect((JSON.parse(before.stdout) as ExchangePage).rows[0]?.number).toBe(asked - 1);
  expect((await inspect('--messages', '--limit', '2')).stdout.match(/^Request /gm)).toHaveLength(2);
});

it('says in one sentence what there is not', async () => {
  const { inspect, cli, id } = await session('record_exchanges: false\n');
  expect((await inspect()).stdout).toBe(
    'This session does not record its requests: record_exchanges is false in its configuration.\n',
  );
  const missing = await inspect('7');
  expect(missing.exitCode).not.toBe(0);
  expect(missing.stderr).toBe(
    `Session ${id} has no request 7: list them with microfactory inspect ${id.slice(0, 8)}.\n`,
  );
  expect((await cli.run(['inspect', 'ffffffff'])).exitCode).not.toBe(0);
  expect((await inspect('--payloads', '--files')).exitCode).toBe(2);
});
