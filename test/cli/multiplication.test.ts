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

function runOf(prompt: string, { k = '3', seed = '1' } = {}): string[] {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'microfactory.yaml'), SETTINGS);
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
}, 60_000);

it('says so, and exits with 1, when one vote an answer is not enough', async () => {
  const run = await commandLine().run(runOf('12345 × 67891', { k: '1' }));
  expect(run).toMatchObject({ exitCode: 1 });
  expect(ofType(run, 'session-finished')).toMatchObject([
    { status: 'failed', summary: expect.stringMatching(/12345 × 67891 is not \d+\.$/) },
  ]);
}, 60_000);
