import { logGamma } from './log-gamma.ts';

const TINY = 1e-300;
const PRECISION = 1e-15;

/**
 * Returns I_x(a, b), the chance that a Beta(a, b) variable is at most x; a, b > 0. Tails keep their relative precision
 * (a chance of 1e-30 is not rounded to 0). Continued fraction of Lentz, Numerical Recipes 6.4.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - tail(1 - x, b, a);
  return tail(x, a, b);
}

function tail(x: number, a: number, b: number): number {
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(logFront) * fraction(x, a, b)) / a;
}

/** It needs some √max(a, b) turns. */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / unlessZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  const turns = 200 + 20 * Math.sqrt(Math.max(a, b));
  for (let turn = 1; turn <= turns; turn += 1) {
    const at = a + 2 * turn;
    const even = (turn * (b - turn) * x) / ((at - 1) * at);
    d = 1 / unlessZero(1 + even * d);
    c = unlessZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + turn) * (a + b + turn) * x) / (at * (at + 1));
    d = 1 / unlessZero(1 + odd * d);
    c = unlessZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return value;
}

function unlessZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
