import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ModelRequest, ServerAnswer } from '../support/model-server.ts';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { journalOf } from './support/hanoi.ts';
import { modelServer } from './support/model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { writeFiles } from './support/repository.ts';

const ITEMS = Array.from({ length: 6 }, (_, index) => `item ${index}`);

/** A folder whose six items are labelled, one a step. */
function labelling(more = ''): string {
  const folder = temporaryFolder();
  const domain = `{ extends: analysis, answers: [bug, feature], items: items.txt, report: report.md${more} }`;
  writeFiles(folder, {
    'microfactory.yaml': `version: 1\ndomains: { labels: ${domain} }\n`,
    'items.txt': `${ITEMS.join('\n')}\n`,
  });
  return folder;
}

const runIn = (folder: string, model = 'm') => [
  ...['run', '--json', '--domain', 'labels', '--prompt', 'Label the items', '--repo-path', folder],
  ...['--llm-provider', 'compatible', '--llm-model', model, '--ask', 'never', '--seed', '1'],
];

/** Fails until it is told otherwise. */
function fickle(failure: ServerAnswer, mayAnswer: (request: ModelRequest) => boolean) {
  return (request: ModelRequest): ServerAnswer => (mayAnswer(request) ? 'bug' : failure);
}

it('a quota that is used up pauses the session at its first steps, and resume finishes it', async () => {
  let isPaid = false;
  const refusal = { status: 429, message: 'You exceeded your quota.', code: 'insufficient_quota' };
  const server = await modelServer(fickle(refusal, () => isPaid));
  const cli = commandLine({ OPENAI_BASE_URL: server.openaiUrl, OPENAI_API_KEY: 'sk-canary-12345678' });
  const run = await cli.run(runIn(labelling()));
  expect(run.exitCode, run.stderr).toBe(3);
  const [gate] = ofType(run, 'gate-opened');
  expect(gate?.wait_state).toMatchObject({ trigger: 'model-billing' });
  expect(gate?.wait_state.details).toMatch(/OPENAI_API_KEY.*quota or spend limit is used up.*then resume\.$/);
  // Those that were under way: no other step began.
  expect(new Set(ofType(run, 'gate-opened').map(({ step_id }) => step_id)).size).toBeLessThan(ITEMS.length);
  expect(run.stdout).not.toContain('sk-canary');

  isPaid = true;
  const resumed = await cli.run(['resume', '--json', '--session-id', sessionOf(run)]);
  expect(resumed.exitCode, resumed.stderr).toBe(0);
}, 200_000);

it('a session waits for the network, says so once, and goes on by itself', async () => {
  let failed = 0;
  const server = await modelServer(
    fickle({ fault: 'disconnect' }, () => {
      failed += 1;
      return failed > 6;
    }),
  );
  const cli = commandLine({ OPENAI_BASE_URL: server.openaiUrl });
  const run = await cli.run(runIn(labelling()));
  expect(run.exitCode, run.stderr).toBe(0);
  const waits = ofType(run, 'warning').filter(({ message }) => message.includes("can't be reached"));
  expect(waits).toHaveLength(1);
  expect(waits[0]?.message).toMatch(/^127\.0\.0\.1:\d+ can't be reached \(.+\): the session waits and tries/);
  const journal = await journalOf(cli, sessionOf(run));
  expect(journal.map(({ type }) => type).filter((type) => type.startsWith('wait-'))).toEqual([
    'wait-began',
    'wait-over',
  ]);
}, 200_000);

it('another model answers while the first is refused, and what a server refuses is kept', async () => {
  const asked: string[] = [];
  const script = (request: ModelRequest): ServerAnswer => {
    asked.push(request.model);
    if (request.model === 'm') return { status: 402, message: 'Pay first.' };
    if (request.temperature === undefined) return 'bug';
    return { status: 400, message: "Unsupported parameter: 'temperature'.", param: 'temperature' };
  };
  const server = await modelServer(script);
  const cli = commandLine({ OPENAI_BASE_URL: server.openaiUrl });
  const folder = labelling(', fallback: [{ provider: compatible, model: spare }]');
  const run = await cli.run(runIn(folder));
  expect(run.exitCode, run.stderr).toBe(0);
  // Those that were under way when the first was refused: of eighteen samples the others never asked it.
  expect(asked.filter((model) => model === 'm').length).toBeLessThan(10);
  expect(new Set(ofType(run, 'sample-recorded').map(({ model }) => model))).toEqual(new Set(['spare']));
  const told = ofType(run, 'warning').filter(({ message }) => message.includes('answers in its place'));
  expect(told).toHaveLength(1);
  const kept = JSON.parse(readFileSync(join(cli.home, 'capabilities.json'), 'utf8')) as object;
  expect(JSON.stringify(kept)).toContain('spare":{"temperature":');

  const before = server.log.length;
  const again = await cli.run(runIn(labelling(), 'spare'));
  expect(again.exitCode, again.stderr).toBe(0);
  expect(server.log.slice(before).every(({ temperature }) => temperature === undefined)).toBe(true);
}, 200_000);
