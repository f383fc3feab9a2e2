import { shareInterval, within, type Compared, type Interval } from '../chances/agreement.ts';
import { predict, type Prediction } from './predict.ts';
import type { ProductTask } from './product-task.ts';
import type { WorkedProduct } from './work-out.ts';

export interface Comparison {
  readonly task: ProductTask;
  readonly runs: number;
  /** The share of products that came out right, with what the true share may be by what was seen. */
  readonly right: Compared & { readonly interval: Interval };
  /** Samples a product; agrees within 1 %, or within three standard errors where there are too few products for that. */
  readonly samples: Compared;
  readonly agrees: boolean;
}

const CLOSE = 0.01;

/** Returns what the products came to beside what is predicted of the task. */
export function compare(
  task: ProductTask,
  worked: readonly WorkedProduct[],
  prediction: Prediction = predict(task),
): Comparison {
  const runs = worked.length;
  const seen = worked.filter(({ perfect }) => perfect).length;
  const right = within(seen / runs, prediction.right, shareInterval(seen, runs));
  const samples = comparedSamples(
    worked.map((each) => each.samples),
    prediction.samples,
  );
  return { task, runs, right, samples, agrees: right.agrees && samples.agrees };
}

function comparedSamples(counts: readonly number[], predicted: number): Compared {
  const measured = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const variance = counts.reduce((sum, count) => sum + (count - measured) ** 2, 0) / counts.length;
  const error = Math.sqrt(variance / counts.length);
  return {
    measured,
    predicted,
    agrees: Math.abs(measured - predicted) <= Math.max(CLOSE * predicted, 3 * error),
  };
}
