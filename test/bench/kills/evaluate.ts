// Kills a session of very many steps (SIGKILL) at random moments until it is done, and compares it with one that nobody
// disturbed: `npm run proof -- kills [--kills=100] [--disks=17] [--seed=1]`. Exit status 0: the same to the last step.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../../src/engine/ports/random.ts';
import { moments } from './moments.ts';
import { readEnding, type Ending } from './read-ending.ts';
import { runKilled, runWhole, type Place } from './run-command-line.ts';

/** A solver that errs one time in twenty, outvoted by five: a run of 131,071 steps is nearly always perfect. */
const SOLVER = ['--llm-provider', 'simulated', '--llm-model', 'p=0.95', '--k', '5', '--seed', '1'];
const CONFIGURATION =
  'version: 1\ndomains: { hanoi: { human_low_margin_threshold: 0, samples: 1000, max_resamples: 1000 } }\n';

async function place(root: string, name: string): Promise<Place> {
  const folder = await mkdtemp(join(root, `${name}-`));
  await writeFile(join(folder, 'microfactory.yaml'), CONFIGURATION);
  return { home: join(folder, 'home'), folder };
}

const runOf = (disks: string) => [
  ...['run', '--json', '--domain', 'hanoi', '--prompt', `Move ${disks} disks`, '--ask', 'never', ...SOLVER],
];

async function undisturbed(where: Place, disks: string): Promise<Ending> {
  await runWhole(where, runOf(disks));
  return readEnding(where.home);
}

async function disturbed(where: Place, disks: string, kills: number, seed: string): Promise<Ending> {
  const [first, ...others] = moments(seededRandom(seed), kills);
  if (first !== undefined)
    await runKilled(where, runOf(disks), { afterWritten: true, delayMs: first.delayMs });
  const { id } = await readEnding(where.home);
  const resume = ['resume', '--json', '--session-id', id];
  for (const [index, moment] of others.entries()) {
    const ended = await runKilled(where, resume, moment);
    if (ended) {
      process.stdout.write(`It was done after ${index + 1} kills.\n`);
      break;
    }
  }
  await runWhole(where, resume);
  return readEnding(where.home);
}

async function main(): Promise<number> {
  const options = {
    kills: { type: 'string', default: '100' },
    disks: { type: 'string', default: '17' },
    seed: { type: 'string', default: '1' },
  } as const;
  const { kills, disks, seed } = parseArgs({ options }).values;
  const root = await mkdtemp(join(tmpdir(), 'microfactory-kills-'));
  try {
    const whole = await undisturbed(await place(root, 'whole'), disks);
    const killed = await disturbed(await place(root, 'killed'), disks, Number(kills), seed);
    const same = whole.digest === killed.digest && whole.status === killed.status;
    const words = (ending: Ending) => `${String(ending.status)}, ${ending.steps} steps, ${ending.digest}`;
    process.stdout.write(`undisturbed: ${words(whole)}\nkilled:      ${words(killed)}\n`);
    process.stdout.write(same ? 'The same to the last step.\n' : 'They differ.\n');
    return same ? 0 : 1;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

process.exitCode = await main();
