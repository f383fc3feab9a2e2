import type { Random } from '../../engine/ports/random.ts';

/** Returns a number from the beta distribution, as X / (X + Y) of two gamma variates; sound for tiny shapes. */
export function betaDraw({ a, b }: { readonly a: number; readonly b: number }, random: Random): number {
  const x = logGamma(a, random);
  const y = logGamma(b, random);
  return 1 / (1 + Math.exp(y - x));
}

/** Returns the logarithm of a gamma variate; for shapes below 1 the variate itself may be too small to be a number. */
function logGamma(shape: number, random: Random): number {
  if (shape >= 1) return Math.log(gamma(shape, random));
  return Math.log(gamma(shape + 1, random)) + Math.log(random.next()) / shape;
}

/** Marsaglia and Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000); shape ≥ 1. */
function gamma(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = normalDraw(random);
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(random.next()) < normal ** 2 / 2 + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** Box and Muller, Annals of Mathematical Statistics 29 (1958). */
function normalDraw(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}
