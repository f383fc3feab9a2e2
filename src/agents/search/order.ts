import type { Random } from '../../engine/ports/random.ts';
import type { RepairCandidate } from './candidates.ts';

/** How far chance moves a priority: one standard deviation is about this share of it. */
const JITTER = 0.08;

/**
 * Returns the candidates, best first. Chance moves near ones past each other, so that independent searches differ where
 * the evidence does not decide, and agree where it does.
 */
export function ordered(candidates: readonly RepairCandidate[], random: Random): RepairCandidate[] {
  return [...candidates]
    .sort(byPlace)
    .map((candidate) => ({ candidate, score: candidate.priority * Math.exp(JITTER * deviation(random)) }))
    .sort((a, b) => b.score - a.score)
    .map(({ candidate }) => candidate);
}

// The stream is drawn in an order that depends on the candidates alone.
function byPlace(a: RepairCandidate, b: RepairCandidate): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.edit.start - b.edit.start || a.edit.end - b.edit.end || (a.edit.text < b.edit.text ? -1 : 1);
}

// The sum of three uniform numbers is near enough to a normal deviate.
function deviation(random: Random): number {
  return (random.next() + random.next() + random.next() - 1.5) * 2;
}
