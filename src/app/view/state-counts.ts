import type { StepState } from '../../protocol/session.ts';

export type StateCounts = Record<StepState, number>;

export function noCounts(): StateCounts {
  return { planned: 0, working: 0, waiting: 0, accepted: 0, skipped: 0, failed: 0 };
}

export function addCounts(to: StateCounts, more: StateCounts): void {
  to.planned += more.planned;
  to.working += more.working;
  to.waiting += more.waiting;
  to.accepted += more.accepted;
  to.skipped += more.skipped;
  to.failed += more.failed;
}

export function sumOf(counts: StateCounts): number {
  return counts.planned + counts.working + counts.waiting + counts.accepted + counts.skipped + counts.failed;
}
