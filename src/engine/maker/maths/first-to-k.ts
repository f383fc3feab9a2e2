// First-to-k: who has k votes first wins, whatever the others have. The losing side has j < k votes by then, so that
// P(wrong) = Σ_{j<k} C(k−1+j, j) q^k p^j, which is the incomplete beta function I_q(k, k).
import { incompleteBeta } from './incomplete-beta.ts';

/** No race has more votes than this; a k beyond it is as good as none. */
const MOST = 2 ** 20;

/** Returns the chance that a two-way race decides for the right answer; exactly ½ at p = ½. */
export function stepRight(p: number, k: number): number {
  return p === 0.5 ? 0.5 : incompleteBeta(p, k, k);
}

/** Returns the chance that a two-way race decides for the wrong answer, precise however small. */
export function stepWrong(p: number, k: number): number {
  return stepRight(1 - p, k);
}

/** Returns the chance that all `steps` steps are right; sound for billions of steps. */
export function runRight(p: number, k: number, steps: number): number {
  return Math.exp(steps * Math.log1p(-stepWrong(p, k)));
}

/** Returns the least k for which a run of `steps` steps succeeds with chance `target`; Infinity when none up to 2^20 does. */
export function leastK(p: number, steps: number, target: number): number {
  if (p >= 1 || target <= 0 || steps <= 0) return 1;
  if (p <= 0.5 || target >= 1) return Infinity;
  const allowed = -Math.expm1(Math.log(target) / steps);
  const isEnough = (k: number): boolean => stepWrong(p, k) <= allowed;
  let high = 1;
  while (!isEnough(high)) {
    if (high >= MOST) return Infinity;
    high *= 2;
  }
  return leastBetween(Math.floor(high / 2), high, isEnough);
}

/** Halves (low, high]; `high` is enough, `low` is not. */
function leastBetween(low: number, high: number, isEnough: (k: number) => boolean): number {
  if (high - low <= 1) return high;
  const middle = Math.floor((low + high) / 2);
  return isEnough(middle) ? leastBetween(low, middle, isEnough) : leastBetween(middle, high, isEnough);
}

/** Returns the expected number of valid votes until one side has k: from k (p = 1) to less than 2k. */
export function expectedVotes(p: number, k: number): number {
  return votesOfWinner(p, k) + votesOfWinner(1 - p, k);
}

/** Σ_{j<k} (k+j) C(k−1+j, j) p^k q^j = k/p · I_p(k+1, k), as (k+j) C(k−1+j, j) = k C(k+j, j). */
function votesOfWinner(p: number, k: number): number {
  return p === 0 ? 0 : (k / p) * incompleteBeta(p, k + 1, k);
}
