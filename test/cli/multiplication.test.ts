import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** Doubt is what the noise is about: nothing may wait for a person, and no check but the votes finds errors. */
const SETTINGS = `version: 1
domains:
  multiplication:
    max_decomposition_depth: 4
    max_resamples: 200
    human_low_margin_threshold: 0
    human_red_flag_threshold: 0
    human_resample_threshold: 0
    red_flaggers: [{ type: legality, enabled: false }]
    agents:
      solver: { samples: 60 }
      decomposition_discriminator: { samples: 60, k: 3 }
`;

function runOf(prompt: string, { k = '3', seed = '1', depth = '4' } = {}): string[] {
  const folder = temporaryFolder();
  const settings = SETTINGS.replace('max_decomposition_depth: 4', `max_decomposition_depth: ${depth}`);
  writeFileSync(join(folder, 'microfactory.yaml'), settings);
  return [
    ...['run', '--json', '--domain', 'multiplication', '--prompt', prompt, '--repo-path', folder],
    ...['--llm-provider', 'simulated', '--llm-model', 'p=0.9', '--k', k, '--seed', seed, '--ask', 'never'],
  ];
}

it('splits a product, solves the parts and puts them together, each by a vote of agents that err', async () => {
  const cli = commandLine();
  const run = await cli.run(runOf('12345 × 67891', { k: '5' }));
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  expect(ofType(run, 'session-finished')).toMatchObject([{ summary: '12345 × 67891 = 838114395' }]);
  const show = await cli.run(['show', '--session-id', sessionOf(run), '--step', '1.1.1']);
  expect(show.stdout).toContain('12345 × 67000');
  expect((await cli.run(['status', '--session-id', sessionOf(run)])).stdout).toContain(
    '4 of 10 steps split (40 %)',
  );
}, 60_000);

it('says so, and exits with 1, when one vote an answer is not enough', async () => {
  const run = await commandLine().run(runOf('12345 × 67891', { k: '1' }));
  expect(run).toMatchObject({ exitCode: 1 });
  expect(ofType(run, 'session-finished')).toMatchObject([
    { status: 'failed', summary: expect.stringMatching(/12345 × 67891 is not \d+\.$/) },
  ]);
}, 60_000);

it('raises an alarm when nothing was split, and shows a share of 0', async () => {
  const cli = commandLine();
  const run = await cli.run(runOf('12 × 34', { depth: '1' }));
  expect(ofType(run, 'warning')).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining('The task was not split') as string }),
  );
  const asked = ['status', '--session-id', sessionOf(run)];
  expect(JSON.parse((await cli.run([...asked, '--json'])).stdout)).toMatchObject({
    sessions: [{ decomposition: { steps: 2, split: 0, share: 0, alarm: true } }],
  });
  expect((await cli.run(asked)).stdout).toContain('0 of 2 steps split (0 %): the task is answered as one');
}, 60_000);
