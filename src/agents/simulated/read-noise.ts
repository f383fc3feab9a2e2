import { MicrofactoryError } from '../../engine/error.ts';
import type { Noise } from '../../engine/maker/simulation.ts';

const PERFECT: Noise = { wrong: 0, flagged: 0 };

/**
 * Returns how often the model of this name errs: `simulated` never; `p=0.9` answers rightly nine times of ten;
 * `p=0.9,v=0.97` besides raises no red flag in 97 of a hundred answers. Throws `configuration` for other names.
 */
export function readNoise(model: string): Noise {
  if (model === 'simulated') return PERFECT;
  const match = /^p=(\d*\.?\d+)(?:,v=(\d*\.?\d+))?$/.exec(model);
  const right = Number(match?.[1] ?? NaN);
  const valid = Number(match?.[2] ?? 1);
  if (!(right <= 1 && valid <= 1)) throw unknownModel(model);
  return { wrong: 1 - right, flagged: 1 - valid };
}

function unknownModel(model: string): MicrofactoryError {
  const message = `The provider simulated has no model ${model}: name how often it is right, for example --llm-model p=0.9, or p=0.9,v=0.97 for 3 % of red flags besides.`;
  return new MicrofactoryError({ code: 'configuration', message });
}
