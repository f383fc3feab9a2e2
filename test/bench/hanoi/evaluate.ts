// Plays the Towers of Hanoi with solvers that err, on the engine as it is, and compares it with what is predicted:
// `npm run proof [-- --disks=16 --seeds=20 --long-seeds=3 --out=docs]`. Exit status 0: everything came out as predicted.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, play, type PlayedRun } from '../../../src/bench/hanoi/index.ts';
import { undecidedChart } from './chart.ts';
import { experiments, type Experiment } from './experiments.ts';
import { reportOf, type Result } from './report.ts';

async function perform({ title, task, seeds }: Experiment): Promise<Result> {
  const runs: PlayedRun[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) runs.push(await play({ task, seed: String(seed) }));
  const comparison = compare(task, runs);
  process.stdout.write(
    `${comparison.agrees ? 'as predicted ' : 'NOT PREDICTED'}  ${title}: ` +
      `${comparison.perfect.measured * seeds} of ${seeds} perfect, predicted ${(comparison.perfect.predicted * seeds).toFixed(2)}\n`,
  );
  return { title, comparison };
}

async function main(): Promise<number> {
  const options = {
    disks: { type: 'string', default: '16' },
    seeds: { type: 'string', default: '20' },
    'long-seeds': { type: 'string', default: '3' },
    out: { type: 'string', default: 'docs' },
  } as const;
  const { disks, seeds, 'long-seeds': longSeeds, out } = parseArgs({ options }).values;
  const results: Result[] = [];
  const sizes = { disks: Number(disks), seeds: Number(seeds), longSeeds: Number(longSeeds) };
  for (const experiment of experiments(sizes)) results.push(await perform(experiment));
  await mkdir(join(out, 'images'), { recursive: true });
  await writeFile(join(out, 'proof.md'), reportOf(results));
  const [first] = results;
  if (first !== undefined)
    await writeFile(join(out, 'images', 'proof-undecided.svg'), undecidedChart(first.comparison));
  return results.every(({ comparison }) => comparison.agrees) ? 0 : 1;
}

process.exitCode = await main();
