import { resolve } from 'node:path';
import {
  compare,
  MOST_DIGITS,
  predict,
  workOut,
  type Comparison,
  type WorkedProduct,
} from '../../bench/multiplication/index.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { productLines } from '../views/product-table.ts';
import { canvasOf } from '../views/paint.ts';
import { print, printJson } from './command.ts';

type Switch = 'on' | 'off';

export interface BenchMultiplicationFlags {
  readonly digits?: number;
  readonly k?: readonly number[];
  readonly noise?: string;
  readonly seed?: number;
  readonly seeds?: number;
  readonly split?: Switch;
  readonly legality?: Switch;
  readonly folder?: string;
  readonly json?: boolean;
}

const DEFAULTS = { digits: 5, k: [1, 2, 3, 5, 7], noise: 'p=0.9888,rivals=1,alike=5', seed: 1, seeds: 20 };

/** What came of one k. */
interface Row {
  readonly comparison: Comparison;
  readonly worked: readonly WorkedProduct[];
}

/** Works out products with agents that err, for each k beside what is predicted; succeeds only when every product was right. */
export async function benchMultiplication(flags: BenchMultiplicationFlags, edge: CliEdge): Promise<number> {
  const { digits, k: all, noise, seed, seeds } = { ...DEFAULTS, ...flags };
  if (digits > MOST_DIGITS) throw tooLong(digits);
  const split = flags.split !== 'off';
  const tasks = all.map((k) => ({ digits, k, noise, split, legality: flags.legality === 'on' }));
  // What can't be predicted is refused before anything runs.
  const predicted = tasks.map((task) => ({ task, prediction: predict(task) }));
  const numbers = Array.from({ length: seeds }, (_, index) => String(seed + index));
  const cancelled = new AbortController();
  const release = edge.onInterrupt(() => cancelled.abort(interrupted()));
  const folder = flags.folder === undefined ? undefined : resolve(edge.cwd, flags.folder);
  const rows: Row[] = [];
  try {
    for (const { task, prediction } of predicted) {
      edge.stderr.write(`k = ${task.k}: ${seeds} products …\n`);
      const worked = await workOut({ task, seeds: numbers, signal: cancelled.signal, folder });
      rows.push({ comparison: compare(task, worked, prediction), worked });
    }
  } finally {
    release();
  }
  return told(rows, flags, edge);
}

function told(rows: readonly Row[], flags: BenchMultiplicationFlags, edge: CliEdge): number {
  if (flags.json === true) printJson(edge, { results: rows.map(asJson) });
  else print(edge, ...productLines(rows, canvasOf(edge.stdout, edge.env)));
  return rows.every(({ worked }) => worked.every(({ perfect }) => perfect)) ? EXIT.done : EXIT.failed;
}

function asJson({ comparison, worked }: Row) {
  return { ...comparison, worked };
}

function tooLong(digits: number): MicrofactoryError {
  const message = `Numbers of ${digits} digits are too long: say at most --digits ${MOST_DIGITS}.`;
  return new MicrofactoryError({ code: 'usage', message });
}

function interrupted(): MicrofactoryError {
  const message = 'The bench was stopped; nothing of it was kept.';
  return new MicrofactoryError({ code: 'cancelled', message });
}
