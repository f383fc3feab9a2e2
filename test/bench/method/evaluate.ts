// Plays the Towers of Hanoi and works out products with solvers that err, on the engine as it is, and compares both with what
// is predicted: `npm run proof [-- --disks=16 --seeds=20 --long-seeds=3 --products=60 --out=docs]`. A run that is killed goes
// on where it was. Exit status 0: everything came out as predicted.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, play, type PlayedRun } from '../../../src/bench/hanoi/index.ts';
import { compare as compareProducts, workOut } from '../../../src/bench/multiplication/index.ts';
import { openKeptRuns, type KeptRuns } from './kept-runs.ts';
import { productExperiments, type ProductExperiment } from './products/experiments.ts';
import { productsChart } from './products/chart.ts';
import type { ProductResult } from './products/section.ts';
import { reportOf } from './report.ts';
import { undecidedChart } from './towers/chart.ts';
import { experiments, type Experiment } from './towers/experiments.ts';
import type { TowerResult } from './towers/section.ts';

const KEPT = join('.cache', 'proof', 'runs.jsonl');

async function towers({ title, task, seeds }: Experiment, kept: KeptRuns): Promise<TowerResult> {
  const runs: PlayedRun[] = [];
  for (let number = 1; number <= seeds; number += 1) {
    const seed = String(number);
    runs.push(await kept.of({ task, seed }, () => play({ task, seed })));
  }
  const comparison = compare(task, runs);
  const { measured, predicted } = comparison.perfect;
  say(comparison.agrees, title, `${measured * seeds} of ${seeds} perfect`, predicted * seeds);
  return { title, comparison };
}

async function products({ series, task }: ProductExperiment, count: number, kept: KeptRuns) {
  const seeds = Array.from({ length: count }, (_, index) => String(index + 1));
  const worked = await kept.of({ task, count }, () => workOut({ task, seeds }));
  const comparison = compareProducts(task, worked);
  const { measured, predicted } = comparison.right;
  const what = `${task.digits} × ${task.digits} digits, k = ${task.k}, ${series}`;
  say(comparison.agrees, what, `${Math.round(measured * count)} of ${count} right`, predicted * count);
  return { series, comparison };
}

function say(agrees: boolean, what: string, came: string, predicted: number): void {
  const verdict = agrees ? 'as predicted ' : 'NOT PREDICTED';
  process.stdout.write(`${verdict}  ${what}: ${came}, predicted ${predicted.toFixed(2)}\n`);
}

async function main(): Promise<number> {
  const options = {
    disks: { type: 'string', default: '16' },
    seeds: { type: 'string', default: '20' },
    'long-seeds': { type: 'string', default: '3' },
    products: { type: 'string', default: '60' },
    out: { type: 'string', default: 'docs' },
  } as const;
  const { disks, seeds, 'long-seeds': longSeeds, products: count, out } = parseArgs({ options }).values;
  const kept = await openKeptRuns(KEPT, await readFile(process.argv[1] ?? '', 'utf8'));
  if (kept.found > 0) process.stdout.write(`Going on with ${kept.found} results of a run that was ended.\n`);
  const played: TowerResult[] = [];
  const worked: ProductResult[] = [];
  const sizes = { disks: Number(disks), seeds: Number(seeds), longSeeds: Number(longSeeds) };
  for (const experiment of experiments(sizes)) played.push(await towers(experiment, kept));
  for (const experiment of productExperiments()) worked.push(await products(experiment, Number(count), kept));
  await mkdir(join(out, 'images'), { recursive: true });
  await writeFile(join(out, 'proof.md'), reportOf(played, worked));
  const [first] = played;
  if (first !== undefined)
    await writeFile(join(out, 'images', 'proof-undecided.svg'), undecidedChart(first.comparison));
  await writeFile(join(out, 'images', 'proof-products.svg'), productsChart(worked));
  await kept.forget();
  return [...played, ...worked].every(({ comparison }) => comparison.agrees) ? 0 : 1;
}

process.exitCode = await main();
