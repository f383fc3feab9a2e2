import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startBatchServer } from '../support/batch-server.ts';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { writeFiles } from './support/repository.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const ITEMS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

it('a wide plan is few batches, and a killed run finds its batch again and pays for nothing twice', async () => {
  const server = await startBatchServer(() => 'good');
  onTestFinished(() => server.stop());
  const folder = temporaryFolder();
  writeFiles(folder, {
    'items.txt': `${ITEMS.map((name) => `The item ${name}.`).join('\n')}\n`,
    'microfactory.yaml':
      'version: 1\ndomains:\n  triage: { extends: analysis, answers: [good, bad], items: items.txt, report: labels.md }\n',
  });
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  server.isHeld = true;
  const watch = (line: string, child: ChildProcess): void => {
    if (line.includes('went out as the batch')) child.kill('SIGKILL');
  };
  const killed = await cli.run(
    [
      ...['run', '--json', '--domain', 'triage', '--prompt', 'Label the items', '--ask', 'never', '--batch'],
      ...['--repo-path', folder],
    ],
    { onLine: watch },
  );
  expect(ofType(killed, 'sample-recorded')).toHaveLength(0);
  expect(server.batches).toHaveLength(1);

  server.isHeld = false;
  const resumed = await cli.run(['resume', '--json', '--session-id', sessionOf(killed)]);
  expect(resumed, resumed.stdout + resumed.stderr).toMatchObject({ exitCode: 0 });
  expect(readFileSync(join(folder, 'labels.md'), 'utf8').match(/ good \|/g)).toHaveLength(ITEMS.length);
  const bodies = server.requests.map(({ body }) => JSON.stringify(body));
  expect(new Set(bodies).size).toBe(bodies.length);
  const samples = ofType(resumed, 'sample-recorded');
  expect(samples).toHaveLength(bodies.length);
  expect(server.batches.length).toBeLessThanOrEqual(3);
  // Half of what 100 and 10 tokens of gpt-4.1-mini cost.
  for (const { cost_usd: cost } of samples) expect(cost).toBeCloseTo((100 * 0.4 + 10 * 1.6) / 2_000_000, 12);
});

it('a provider without batches is refused before anything is asked', async () => {
  const cli = commandLine({});
  const run = await cli.run(['run', '--prompt', 'x', '--batch', '--repo-path', temporaryFolder()]);
  expect(run.exitCode).not.toBe(0);
  expect(run.stderr).toContain('The provider offline has no batches: leave --batch out');
});
