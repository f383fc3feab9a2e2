import type { ProductTask } from '../../../../src/bench/multiplication/index.ts';

/** What a row is of; a line of the picture, too, where it has several k. */
export type Series =
  'steps that differ' | 'all steps alike' | 'control: one agent alone' | 'with all red flags';

export interface ProductExperiment {
  readonly series: Series;
  readonly task: ProductTask;
}

/**
 * Both noises give the paper's share of right products at k = 1. Where steps differ (`alike=5`), the widest lead gives its
 * share there as well.
 */
const SIZES = [
  { digits: 5, differing: 'p=0.9888,rivals=1,alike=5', alike: 'p=0.9893,rivals=1', widths: [1, 2, 3, 5, 7] },
  {
    digits: 6,
    differing: 'p=0.9553,rivals=1,alike=5',
    alike: 'p=0.9576,rivals=1',
    widths: [1, 2, 3, 5, 7, 10],
  },
] as const;

/** Wider leads of steps that are all alike have nothing left to find. */
const ENOUGH = 3;

/** Returns the products that the proof works out, for each size and k. */
export function productExperiments(): ProductExperiment[] {
  return SIZES.flatMap(({ digits, differing, alike, widths }) => {
    const of = (series: Series, k: number, more: Partial<ProductTask> = {}): ProductExperiment => ({
      series,
      task: { digits, k, noise: alike, split: true, legality: false, ...more },
    });
    return [
      ...widths.map((k) => of('steps that differ', k, { noise: differing })),
      ...widths.filter((k) => k <= ENOUGH).map((k) => of('all steps alike', k)),
      of('control: one agent alone', 1, { split: false }),
      of('with all red flags', 1, { legality: true }),
    ];
  });
}
