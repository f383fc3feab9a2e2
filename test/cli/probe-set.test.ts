import { expect, it } from 'vitest';
import { PROBE_TASKS } from '../../src/app/probe-set/tasks.ts';
import { renderSearchReplace } from '../../src/edits/index.ts';
import type { ProbeResult } from '../../src/protocol/service.ts';
import type { ModelRequest } from '../support/model-server.ts';
import { commandLine } from './support/command-line.ts';
import { modelServer } from './support/model.ts';

/** Right for the first so many tasks; a program that differs for the others, or prose without an edit. */
function answers(right: number, otherwise: 'wrong' | 'prose') {
  return ({ prompt }: ModelRequest) => {
    const at = PROBE_TASKS.findIndex(({ path }) => prompt.includes(`Repair ${path}`));
    const task = PROBE_TASKS[at];
    if (task === undefined) return '{"ready": true, "sum": 12}';
    const { path, before, after } = task;
    if (at >= right && otherwise === 'prose') return 'I would rather not.';
    const text = renderSearchReplace({
      path,
      beforeText: before,
      afterText: at < right ? after : `${before}x = 1\n`,
    });
    return { text, usage: { input: 1000, output: 100 } };
  };
}

async function scene(right: number, otherwise: 'wrong' | 'prose' = 'wrong') {
  const server = await modelServer(answers(right, otherwise));
  return { server, cli: commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl }) };
}

it('15 planted right answers of 20 are found, read as a run reads them, and priced', async () => {
  const { cli, server } = await scene(15);
  const result = await cli.run(['probe', '--set', '--json']);
  expect(result.exitCode, result.stderr).toBe(0);
  expect(result.stderr).toMatch(
    /^The probe set asks gpt-4\.1-mini 20 questions: about [\d.]+k tokens in, at most 81\.9k out, at most \$/u,
  );
  const { set } = JSON.parse(result.stdout) as ProbeResult;
  expect(set).toMatchObject({ tasks: 20, right: 15, wrong: 5, thrown_away: 0, steps: 1000, k: 12 });
  expect(set?.p.estimate).toBeCloseTo(16 / 22, 8);
  // 20 times 1000 tokens at $0.40 and 100 at $1.60 a million.
  expect(set?.cost_usd).toBeCloseTo(0.0112, 8);
  const asked = server.log.filter(({ prompt }) => prompt.includes('Repair '));
  expect(asked).toHaveLength(20);
  expect(new Set(asked.map(({ temperature }) => temperature))).toEqual(new Set([0.1]));
});

it('answers out of format are thrown away, not counted as wrong', async () => {
  const { cli } = await scene(12, 'prose');
  const { exitCode, stdout } = await cli.run(['probe', '--set']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('12 right, 0 wrong, 8 thrown away of 20');
  expect(stdout).toMatch(/p +0\.93, nine times out of ten between 0\.79 and 1\.00/u);
});

it('without --set nothing of it is asked', async () => {
  const { cli, server } = await scene(20);
  expect(await cli.run(['probe', '--json'])).toMatchObject({ exitCode: 0, stderr: '' });
  expect(server.log).toHaveLength(1);
});

it('a budget ends it before it is broken', async () => {
  const { cli, server } = await scene(20);
  const result = await cli.run(['probe', '--set', '--max-usd', '0.0001']);
  expect(result.exitCode).not.toBe(0);
  expect(server.log.length).toBeLessThan(20);
});
