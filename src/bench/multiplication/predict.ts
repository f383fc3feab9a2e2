import type { SteadyNoise } from '../../agents/simulated/index.ts';
import { raceChances } from '../chances/race-chances.ts';
import { chancesOf, wrongShares } from '../chances/wrong-shares.ts';
import { noiseOf, type ProductTask } from './product-task.ts';

/** What is to be expected of a product, from sums alone: no engine, no chance. */
export interface Prediction {
  /** The chance that it comes out right. */
  readonly right: number;
  /** Samples of all kinds: plans, choices among them, answers. */
  readonly samples: number;
}

/** Returns the prediction. A product is right when every plan and every answer in it is: mistakes do not cancel out. */
export function predict(task: ProductTask): Prediction {
  const noise = noiseOf(task);
  const step = (pairs: number): StepChances => stepChances(task, noise, pairs);
  if (!task.split) return wholeOf(step(task.digits ** 2));
  const single = step(1);
  const productOf = (digits: number): Prediction => {
    if (digits === 1) return wholeOf(single);
    const upper = productOf(Math.ceil(digits / 2));
    const lower = productOf(Math.floor(digits / 2));
    return {
      right: single.splitAndRight * upper.right * lower.right,
      // A wrong plan forgets the lower half.
      samples: single.splitSamples + single.samples + upper.samples + single.splitRight * lower.samples,
    };
  };
  return productOf(task.digits);
}

/** One step, over all that its noise may be. */
interface StepChances {
  readonly right: number;
  readonly samples: number;
  /** The plan that was chosen adds up. */
  readonly splitRight: number;
  readonly splitSamples: number;
  readonly splitAndRight: number;
}

/** `pairs`: so many pairs of digits are multiplied in one answer, each of which can go wrong. */
function stepChances(task: ProductTask, noise: SteadyNoise, pairs: number): StepChances {
  const sum = { right: 0, samples: 0, splitRight: 0, splitSamples: 0, splitAndRight: 0 };
  for (const { value: wrong, weight } of wrongShares(noise)) {
    const answer = answerChances(task, noise, 1 - (1 - wrong) ** pairs);
    const split = splitChances(task, noise, wrong);
    sum.right += weight * answer.right;
    sum.samples += weight * answer.samples;
    sum.splitRight += weight * split.right;
    sum.splitSamples += weight * split.samples;
    sum.splitAndRight += weight * split.right * answer.right;
  }
  return sum;
}

function wholeOf({ right, samples }: StepChances): Prediction {
  return { right, samples };
}

/** The checks know every mistake of the simulation: wrong answers are as good as flagged. */
function answerChances(
  { k, legality }: ProductTask,
  { valid, rivals }: SteadyNoise,
  wrong: number,
): Prediction {
  if (legality) return { right: 1, samples: k / (valid * (1 - wrong)) };
  const race = raceChances(chancesOf(wrong, rivals === 1 ? [1] : [1, 1]), k);
  return { right: 1 - race.wrong, samples: race.votes / valid };
}

/** Of 2k − 1 plans all may be the same one; else there is a race between the right one and the one wrong one. */
function splitChances({ k, legality }: ProductTask, { valid }: SteadyNoise, wrong: number): Prediction {
  const proposals = 2 * k - 1;
  if (legality) return { right: 1, samples: proposals / (valid * (1 - wrong)) };
  const allRight = (1 - wrong) ** proposals;
  const differ = 1 - allRight - wrong ** proposals;
  const race = raceChances([1 - wrong, wrong], k);
  return {
    right: allRight + differ * (1 - race.wrong),
    samples: (proposals + differ * race.votes) / valid,
  };
}
