// Formulas of arXiv 2511.09030, section 3; p is the chance that one valid vote is right, q = 1 − p, ρ = q/p.

/** Returns the chance that ahead-by-k decides for the right answer, two-way race, 0 < p ≤ 1. */
export function stepRight(p: number, k: number): number {
  return 1 / (1 + ((1 - p) / p) ** k);
}

/** Returns the chance that all `steps` steps are right; sound for billions of steps. */
export function runRight(p: number, k: number, steps: number): number {
  return Math.exp(-steps * Math.log1p(((1 - p) / p) ** k));
}

/** Returns the least k for which a run of `steps` steps succeeds with chance `target`; Infinity when p ≤ ½. */
export function leastK(p: number, steps: number, target: number): number {
  if (p <= 0.5) return Infinity;
  if (p >= 1) return 1;
  const perStep = Math.expm1(-Math.log(target) / steps);
  return Math.max(1, Math.ceil(Math.log(perStep) / Math.log((1 - p) / p)));
}

/** Returns the expected number of valid votes until one side leads by k; divide by P(no flag) for samples. */
export function expectedVotes(p: number, k: number): number {
  if (Math.abs(2 * p - 1) < 1e-9) return k * k;
  const ratio = ((1 - p) / p) ** k;
  return (k * (1 - ratio)) / ((1 + ratio) * (2 * p - 1));
}
