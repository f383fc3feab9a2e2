import { openSimulatedSession } from '../../app/compose/simulated-run.ts';
import { seededRandom } from '../../engine/ports/random.ts';
import { onStage, type Stage, type StageOptions } from '../stage.ts';
import { longMultiplication } from './long-multiplication.ts';
import type { ProductTask } from './product-task.ts';
import { readRun, type RunRecord } from './read-run.ts';

/** One product, worked out. */
export interface WorkedProduct extends RunRecord {
  readonly seed: string;
  /** What was to be worked out. */
  readonly product: string;
  /** The session completed with the right product. */
  readonly perfect: boolean;
  /** How the session said that it ended. */
  readonly summary: string;
}

export interface WorkOptions extends StageOptions {
  readonly task: ProductTask;
  readonly seeds: readonly string[];
}

/** More levels than any number has halves. */
const DEEP = 10;

/** Works one product out for each seed, each as a session on the runner, journal and store of every session; nothing is left on disk. */
export function workOut(options: WorkOptions): Promise<WorkedProduct[]> {
  return onStage(options, async (stage) => {
    const worked: WorkedProduct[] = [];
    for (const seed of options.seeds) worked.push(await workOutOne(stage, options.task, seed));
    return worked;
  });
}

async function workOutOne(
  { store, perform }: Stage,
  task: ProductTask,
  seed: string,
): Promise<WorkedProduct> {
  const { digits, k, noise: model } = task;
  const [a, b] = [numberOf(digits, seed, 'first'), numberOf(digits, seed, 'second')];
  const product = `${a} × ${b}`;
  const run = await openSimulatedSession({
    ...{ store, domain: 'multiplication', prompt: product, model, k, seed },
    depth: task.split ? DEEP : 1,
    without: task.legality ? [] : ['legality'],
  });
  await perform(run);
  const { status, summary } = run.runner.state;
  const record = await readRun(store, run.session.id);
  const perfect = status === 'completed' && record.result === longMultiplication(a, b);
  return { ...record, seed, product, summary, perfect };
}

/** Returns so many digits that are a function of the words; without 0, so that all products have as many parts. */
function numberOf(digits: number, ...words: readonly string[]): string {
  const random = seededRandom('factor', ...words);
  return Array.from({ length: digits }, () => 1 + Math.floor(random.next() * 9)).join('');
}
