import { readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/engine/ports/journal.ts';
import type { ModelRequest, ServerAnswer } from '../support/model-server.ts';
import { commandLine, ofType, sessionOf, type CliOptions } from './support/command-line.ts';
import { journalOf } from './support/hanoi.ts';
import { modelServer } from './support/model.ts';
import { makeRepository, writeFiles } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** The most calls under way at once. A step asks for three votes at a time: four are of two steps. */
const LIMIT = 4;
/** An answer takes so long that calls which may run at once do. */
const ANSWER_MS = 120;
const ITEMS = ['one', 'two', 'three', 'four', 'five', 'six'];

/** A folder with items to be labelled, each a step of its own; doubt is not what this is about. */
function labels(more = ''): string {
  const folder = temporaryFolder();
  writeFiles(folder, {
    'items.txt': `${ITEMS.map((name) => `The item ${name}.`).join('\n')}\n`,
    'microfactory.yaml': [
      'version: 1',
      more,
      'domains:',
      '  triage: { extends: analysis, answers: [good, bad], items: items.txt, report: labels.md, human_low_margin_threshold: 0 }',
      '',
    ].join('\n'),
  });
  return folder;
}

const itemOf = ({ prompt }: ModelRequest) => /The section: .*The item (\w+)/.exec(prompt)?.[1] ?? '';

/** Right or wrong by the sample's own seed: the same however many are asked at a time. */
const noisy = ({ seed }: ModelRequest): string => (Number(seed) % 5 === 0 ? 'bad' : 'good');

interface Scene {
  readonly folder?: string;
  readonly answer?: (request: ModelRequest) => ServerAnswer;
}

/** A model server that knows which steps' calls are under way, with a command line that asks it. */
async function scene({ folder = labels(), answer = noisy }: Scene = {}) {
  const underWay: string[] = [];
  const most = { calls: 0, steps: 0 };
  const slowly = (request: ModelRequest): ServerAnswer => {
    const text = answer(request);
    if (typeof text !== 'string') return text;
    underWay.push(itemOf(request));
    most.calls = Math.max(most.calls, underWay.length);
    most.steps = Math.max(most.steps, new Set(underWay).size);
    // Begun before the wait of the answer itself, it ends before it.
    setTimeout(() => underWay.splice(underWay.indexOf(itemOf(request)), 1), ANSWER_MS);
    return { text, delayMs: ANSWER_MS };
  };
  const server = await modelServer(slowly);
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const start = (stepsAtOnce: number, options: CliOptions = {}) =>
    cli.run(
      [
        ...['run', '--json', '--domain', 'triage', '--prompt', 'Label the items', '--ask', 'never'],
        ...['--seed', '1', '--repo-path', folder, '--max-concurrent-llm', String(LIMIT)],
        ...['--max-concurrent-steps', String(stepsAtOnce)],
      ],
      options,
    );
  const report = () => readFileSync(join(folder, 'labels.md'), 'utf8');
  return { server, cli, most, start, report };
}

/** What was decided of each step, whatever the order of the steps. */
function decisions(journal: readonly JournalEvent[]) {
  return journal
    .filter(({ type }) => type === 'vote-concluded')
    .map(({ step, winner, counts, dissent }) => ({ step, winner, counts, dissent }))
    .sort((a, b) => Number(a.step) - Number(b.step));
}

describe('independent steps', () => {
  it('run at the same time under one limit of calls, and come to what they come to one at a time', async () => {
    const many = await scene();
    const run = await many.start(4);
    expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 });
    expect(many.most.calls).toBe(LIMIT);
    expect(many.most.steps).toBeGreaterThan(1);

    const single = await scene();
    const alone = await single.start(1);
    expect(alone, alone.stdout + alone.stderr).toMatchObject({ exitCode: 0 });
    expect(single.most).toEqual({ calls: 3, steps: 1 });

    const decided = decisions(await journalOf(many.cli, sessionOf(run)));
    expect(decided).toHaveLength(ITEMS.length);
    expect(decided.some(({ dissent }) => Number(dissent) > 0)).toBe(true);
    expect(decided).toEqual(decisions(await journalOf(single.cli, sessionOf(alone))));
    expect(many.report()).toBe(single.report());
    expect(many.server.log).toHaveLength(single.server.log.length);
  });

  it('are all stopped by one interrupt: no further call goes out, and going on finishes what is left', async () => {
    let isStuck = false;
    let child: ChildProcess | undefined;
    const stuck: string[] = [];
    const { server, cli, start, report } = await scene({
      answer: (request) => {
        // By then as many calls go out at once as may.
        isStuck ||= stuck.length === 0 && server.log.length > 2 * LIMIT;
        if (!isStuck) return noisy(request);
        stuck.push(itemOf(request));
        if (stuck.length === LIMIT) child?.kill('SIGINT');
        return { fault: 'hang' };
      },
    });
    const run = await start(4, { onLine: (_line, process) => (child = process) });
    expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 3 });
    expect(run.events.at(-1)).toMatchObject({ type: 'session-paused', waiting: [] });
    expect(stuck).toHaveLength(LIMIT);
    expect(new Set(stuck).size).toBeGreaterThan(1);

    isStuck = false;
    const asked = server.log.length;
    const known = ofType(run, 'sample-recorded').length;
    const resumed = await cli.run(['resume', '--json', '--session-id', sessionOf(run)]);
    expect(resumed, resumed.stdout + resumed.stderr).toMatchObject({ exitCode: 0 });
    expect(report().match(/ good \|/g)).toHaveLength(ITEMS.length);
    const journal = await journalOf(cli, sessionOf(run));
    const samples = journal.filter(({ type }) => type === 'sample-recorded');
    expect(server.log.length - asked).toBe(samples.length - known);
  });

  it('spend together no more calls than the budget has', async () => {
    const most = 8;
    const { server, start } = await scene({ folder: labels(`budget: { max_calls: ${most} }`) });
    const run = await start(4);
    expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 3 });
    expect(run.events.at(-1)).toMatchObject({
      waiting: expect.arrayContaining([expect.objectContaining({ trigger: 'budget' })]),
    });
    expect(server.log.length).toBeLessThanOrEqual(most);
  });
});

const wrongLine = (name: string) => `export const ${name} = (a, b) => a - b;`;
const rightLine = (name: string) => wrongLine(name).replace('-', '+');
const testOf = (name: string) => `test('${name} adds', () => assert.equal(${name}(2, 3), 5));\n`;

describe('steps that change the same lines at the same time', () => {
  const both = (one: string, two: string) => `${one}\n${two}\n`;
  const files = {
    'package.json': '{"name": "sums", "type": "module", "scripts": {"test": "node --test"}}\n',
    'microfactory.yaml':
      'version: 1\ndomains: { code: { verifier: node --test, human_low_margin_threshold: 0 } }\n',
    'src/sums.js': both(wrongLine('one'), wrongLine('two')),
    'test/sums.test.js': `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { one, two } from '../src/sums.js';\n${testOf('one')}${testOf('two')}`,
  };

  it('lose nothing: what no longer applies is asked anew on the files as they are then', async () => {
    const repo = makeRepository({ files });
    const steps = ['one', 'two'].map((name) => ({
      title: `Mend ${name}`,
      tests: [`test/sums.test.js › ${name} adds`],
    }));
    const server = await modelServer(
      byRole({
        decomposition: () => planOf(...steps),
        solver: ({ prompt }) => {
          const name = prompt.includes('The step: Mend one') ? 'one' : 'two';
          return replaceLine('src/sums.js', wrongLine(name), rightLine(name));
        },
      }),
    );
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const run = await cli.run([
      ...['run', '--json', '--prompt', 'Fix the failing tests', '--yes-verifier', '--ask', 'never'],
      ...['--repo-path', repo, '--max-concurrent-steps', '2'],
    ]);
    expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 });
    expect(ofType(run, 'step-rolled-back')).toMatchObject([
      {
        reason: expect.stringContaining(
          'src/sums.js changed meanwhile in the accepted state, in the same lines',
        ),
      },
    ]);
    expect(server.log.some(({ prompt }) => prompt.includes('Work from the files as they are now.'))).toBe(
      true,
    );
    expect(readFileSync(join(repo, 'src/sums.js'), 'utf8')).toBe(both(rightLine('one'), rightLine('two')));
  });
});
