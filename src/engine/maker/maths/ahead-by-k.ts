// Formulas of arXiv 2511.09030, section 3: one side is right with chance p a vote and wins when it leads by k. With
// ρ = (1 − p)/p, ln ρ = −2·artanh(2p − 1): near p = ½ and near p = 1 nothing is lost by subtraction.

/** Returns the chance that a two-way race decides for the right answer; exactly ½ at p = ½. */
export function stepRight(p: number, k: number): number {
  return 1 / (1 + Math.exp(k * logOdds(p)));
}

/** Returns the chance that a two-way race decides for the wrong answer, precise however small. */
export function stepWrong(p: number, k: number): number {
  return 1 / (1 + Math.exp(-k * logOdds(p)));
}

/** Returns the chance that all `steps` steps are right; sound for billions of steps. */
export function runRight(p: number, k: number, steps: number): number {
  return Math.exp(-steps * softPlus(k * logOdds(p)));
}

/** Returns the least k for which a run of `steps` steps succeeds with chance `target`; Infinity when none does. */
export function leastK(p: number, steps: number, target: number): number {
  if (p >= 1 || target <= 0 || steps <= 0) return 1;
  if (p <= 0.5 || target >= 1) return Infinity;
  const perStep = Math.expm1(-Math.log(target) / steps);
  return Math.max(1, Math.ceil(Math.log(perStep) / logOdds(p)));
}

/** Returns the expected number of valid votes until one side leads by k: from k (p = 1) to k² (p = ½). */
export function expectedVotes(p: number, k: number): number {
  const drift = 2 * p - 1;
  if (drift === 0) return k * k;
  return (k * Math.tanh(k * Math.atanh(drift))) / drift;
}

/** Returns ln ρ. */
function logOdds(p: number): number {
  return -2 * Math.atanh(2 * p - 1);
}

/** Returns ln(1 + e^x) for any x. */
function softPlus(x: number): number {
  return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
}
