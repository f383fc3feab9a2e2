import { MicrofactoryError } from '../../engine/error.ts';
import { readNoiseModel, type SteadyNoise } from '../../agents/simulated/index.ts';

/** Products that are to be predicted and worked out. */
export interface ProductTask {
  /** Of both numbers; none is 0. */
  readonly digits: number;
  /** The lead that decides a step; 2k − 1 plans are proposed for each split. */
  readonly k: number;
  /** The name of a simulated model, e.g. `p=0.99`. */
  readonly noise: string;
  /** False: one step is the whole product. */
  readonly split: boolean;
  /** True: plans that do not add up and numbers with a wrong remainder raise a red flag, so that votes have nothing to find. */
  readonly legality: boolean;
}

/** Longer numbers are no task of the domain. */
export const MOST_DIGITS = 40;

/** Returns the noise of the task; throws `configuration` for one that differs from step to step by its number. */
export function noiseOf({ noise }: Pick<ProductTask, 'noise'>): SteadyNoise {
  const model = readNoiseModel(noise);
  if (model.kind === 'steady') return model;
  const message = `The noise ${noise} was fitted to the towers: for products say how often an answer is right, for example --noise p=0.96, or p=0.96,rivals=1,alike=7.`;
  throw new MicrofactoryError({ code: 'configuration', message });
}
