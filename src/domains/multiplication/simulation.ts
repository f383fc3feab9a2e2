import type { Evidence } from '../../engine/maker/evidence.ts';
import type { Noise, NoiseByStep, Simulation } from '../../engine/maker/simulation.ts';
import type { Random } from '../../engine/ports/random.ts';
import { drawnPlace } from '../drawn-place.ts';
import { answerText } from './answer.ts';
import { addUp, halvesOf, isAtomic, productStep } from './halves.ts';
import { digitsOf, productIn, productsIn, type Product } from './product.ts';

const NOT_IN_FORM = 'I am not sure.';

/**
 * Returns agents for all roles that err as often as the noise says: who splits, who chooses among splits, who multiplies by one
 * digit, and who adds up. A product that was not split is as many such steps at once as it has pairs of digits, and each can
 * go wrong: an assumption, which makes one agent alone the worst.
 */
export function multiplicationSimulation(noise: Noise | NoiseByStep): Simulation {
  const noiseOf = typeof noise === 'function' ? noise : () => noise;
  return ({ role, evidence, options, seed, stepId }, random) => {
    const product = productIn(evidence.step.title);
    const own = noiseOf(seed, stepId);
    if (product === undefined || random.next() < own.flagged) return NOT_IN_FORM;
    if (role === 'decomposition') return planText(product, random.next() < own.wrong);
    if (role === 'decomposition_discriminator') return choice(product, options ?? [], own.wrong, random);
    return solution(product, evidence, own, random);
  };
}

/** A wrong plan forgets what is small. */
function planText(product: Product, isWrong: boolean): string {
  const parts = halvesOf(product);
  const kept = isWrong && parts.length > 1 ? parts.slice(0, -1) : parts;
  const steps = kept.map(productStep).map(({ title, description, kind }) => ({ title, description, kind }));
  return JSON.stringify({ steps });
}

function choice(product: Product, options: readonly string[], wrong: number, random: Random): string {
  const isRight = options.map((text) => addUp(distinct(productsIn(text)), product));
  const wanted = random.next() >= wrong;
  const at = isRight.indexOf(wanted);
  return JSON.stringify({ choice: (at < 0 ? 0 : at) + 1 });
}

/** A plan names each of its products in the title and again in the description. */
function distinct(products: readonly Product[]): Product[] {
  return [...new Map(products.map((product) => [product.b, product])).values()];
}

function solution(product: Product, evidence: Evidence, noise: Noise, random: Random): string {
  const { parts } = evidence.place;
  const value =
    parts === undefined
      ? product.a * product.b
      : parts.reduce((sum, { summary }) => sum + valueIn(summary), 0n);
  const isSplit = parts !== undefined || isAtomic(evidence.step);
  const correct = 1 - noise.wrong;
  const right = isSplit ? correct : correct ** (digitsOf(product.a) * digitsOf(product.b));
  return answerText(random.next() < right ? value : slip(value, noise, random));
}

/** What a forgotten carry does: one digit is one off. Any digit, unless the noise says how many mistakes there are. */
function slip(value: bigint, { rivals }: Noise, random: Random): bigint {
  if (rivals !== undefined) return value + 10n ** BigInt(1 + drawnPlace(rivals, rivals.length, random));
  const place = 10n ** BigInt(Math.floor(random.next() * digitsOf(value)));
  return random.next() < 0.5 || value < place ? value + place : value - place;
}

function valueIn(summary: string): bigint {
  return BigInt(/= (\d+)$/.exec(summary)?.[1] ?? '0');
}
