import type { Noise, NoiseByStep } from '../../engine/maker/simulation.ts';
import { quickRandom } from '../../engine/ports/random.ts';
import { betaDraw } from './beta-draw.ts';
import { PAPER, readNoiseModel, type PaperNoise, type SteadyNoise } from './noise-model.ts';

const EVEN = { 1: [1], 2: [1, 1] } as const;

/** Returns how often the model of this name errs (`readNoiseModel`). Throws `configuration` for other names. */
export function readNoise(model: string): Noise | NoiseByStep {
  const read = readNoiseModel(model);
  return read.kind === 'paper' ? paperNoise(read) : steadyNoise(read);
}

function steadyNoise({ right, valid, rivals, wrongWhenFlagged, alike }: SteadyNoise): Noise | NoiseByStep {
  const noise = { wrong: 1 - right, flagged: 1 - valid, wrongWhenFlagged, rivals: EVEN[rivals] };
  if (alike === undefined) return noise;
  const shares = { a: alike * noise.wrong, b: alike * right };
  return (seed, stepId) => ({ ...noise, wrong: betaDraw(shares, quickRandom(seed, stepId, 'noise')) });
}

function paperNoise({ hard, wrongWhenFlagged }: PaperNoise): NoiseByStep {
  const hardStep = String(hard);
  return (seed, stepId) => {
    const random = quickRandom(seed, stepId, 'noise');
    const flagged = betaDraw(PAPER.flagged, random);
    if (stepId === hardStep) return { ...PAPER.hard, flagged, wrongWhenFlagged, unlawful: true };
    return { wrong: betaDraw(PAPER.wrong, random), flagged, wrongWhenFlagged, rivals: PAPER.rivals };
  };
}
