import { seededRandom } from '../../../engine/ports/random.ts';
import type { StepState } from '../../../protocol/session.ts';
import type { PlannedView } from './view-of.ts';

export const STATES: readonly StepState[] = [
  'planned',
  'working',
  'waiting',
  'accepted',
  'skipped',
  'failed',
];

/** Returns a tree of that many steps, the same for the same seed; some need one that came before. */
export function randomSteps(seed: number, count: number): PlannedView[] {
  const random = seededRandom('steps', String(seed));
  const pick = (below: number): number => Math.floor(random.next() * below);
  const steps: PlannedView[] = [];
  for (let at = 0; at < count; at += 1) {
    const parent = at === 0 || random.next() < 0.2 ? null : `s${pick(at)}`;
    const dependsOn = at > 0 && random.next() < 0.3 ? [`s${pick(at)}`] : [];
    steps.push({ id: `s${at}`, parent, state: STATES[pick(STATES.length)] ?? 'planned', dependsOn });
  }
  return steps;
}
