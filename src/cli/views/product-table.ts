import type { Comparison, WorkedProduct } from '../../bench/multiplication/index.ts';
import { column } from './fit.ts';
import { oneLine } from './harmless.ts';
import type { Canvas } from './paint.ts';
import { counted } from './quantities.ts';

const CELL = 18;
const MOST_FAULTS = 5;

export interface ProductRow {
  readonly comparison: Comparison;
  readonly worked: readonly WorkedProduct[];
}

/** Returns what became of products, a line for each k: every number beside the one that was predicted, and a few that came out wrong. */
export function productLines(rows: readonly ProductRow[], { paint }: Canvas): string[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { task, runs } = first.comparison;
  const faults = rows.flatMap((row) =>
    row.worked.filter(({ perfect }) => !perfect).map((each) => faultOf(each, row)),
  );
  const more = faults.length - MOST_FAULTS;
  return [
    `${task.digits} × ${task.digits} digits, noise ${task.noise}, ${task.split ? 'split' : 'as one step'}, ` +
      `legality ${task.legality ? 'on' : 'off'}; ${counted(runs, 'product')} for each k`,
    '',
    paint.dim(cells('K', 'RIGHT', 'PREDICTED', '99 % INTERVAL', 'SAMPLES', 'PREDICTED', '')),
    ...rows.map(({ comparison: { task: each, right, samples, agrees } }) =>
      cells(
        String(each.k),
        percent(right.measured),
        percent(right.predicted),
        `${percent(right.interval.from)} – ${percent(right.interval.to)}`,
        samples.measured.toFixed(2),
        samples.predicted.toFixed(2),
        agrees ? paint.green('as predicted') : paint.red('NOT'),
      ),
    ),
    ...faults.slice(0, MOST_FAULTS).map((fault) => paint.red(oneLine(fault))),
    ...(more > 0 ? [paint.red(`… and ${more} more.`)] : []),
  ];
}

function faultOf({ seed, product, result, summary }: WorkedProduct, { comparison }: ProductRow): string {
  return `k = ${comparison.task.k}, seed ${seed}: ${product} = ${result ?? '?'} is wrong. ${summary}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function cells(k: string, ...others: readonly string[]): string {
  const last = others.at(-1) ?? '';
  return [column(k, 4), ...others.slice(0, -1).map((each) => column(each, CELL)), last].join('  ').trimEnd();
}
