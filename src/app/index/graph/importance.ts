import type { StepState } from '../../../protocol/session.ts';
import { STATES } from '../table/branch-table.ts';
import { stateIn } from '../table/look.ts';
import type { StepTable } from '../table/step-table.ts';

/** What is drawn of a state, when not everything can be: what a person may have to do something about comes first. */
const URGENT: readonly StepState[] = ['waiting', 'failed', 'working'];
const URGENCY = Uint8Array.from(STATES, (state) => {
  const urgency = URGENT.indexOf(state);
  return urgency < 0 ? URGENT.length : urgency;
});

/** Places among the visible steps, in order, where somebody is waited for, something failed or goes on. */
export interface Urgency {
  readonly waiting: readonly number[];
  readonly failed: readonly number[];
  readonly working: readonly number[];
  readonly isUrgent: (place: number) => boolean;
}

export function urgencyOf(steps: StepTable, visible: Int32Array): Urgency {
  const places = URGENT.map((): number[] => []);
  const { looks } = steps;
  const urgencyAt = (place: number): number =>
    URGENCY[stateIn(looks[visible[place] as number] as number)] as number;
  for (let place = 0; place < visible.length; place += 1) {
    const urgency = urgencyAt(place);
    if (urgency < URGENT.length) places[urgency]?.push(place);
  }
  const [waiting = [], failed = [], working = []] = places;
  return { waiting, failed, working, isUrgent: (place) => urgencyAt(place) < URGENT.length };
}

/** Gives places of visible steps by urgency, of the same urgency what is nearest to the centre first. */
export function* byImportance(
  { waiting, failed, working, isUrgent }: Urgency,
  length: number,
  centre: number,
): Generator<number> {
  for (const places of [waiting, failed, working]) yield* outwards(places, centre);
  for (const place of around(length, centre)) {
    if (!isUrgent(place)) yield place;
  }
}

/** Sorted numbers, the nearest to the centre first, of two as near the lower one. */
function* outwards(sorted: readonly number[], centre: number): Generator<number> {
  let above = sorted.findIndex((place) => place >= centre);
  if (above < 0) above = sorted.length;
  let below = above - 1;
  for (;;) {
    const low = sorted[below];
    const high = sorted[above];
    if (low === undefined && high === undefined) return;
    if (high === undefined || (low !== undefined && centre - low <= high - centre)) {
      yield low as number;
      below -= 1;
    } else {
      yield high;
      above += 1;
    }
  }
}

/** Numbers from 0 below the length, in the same order. */
function* around(length: number, centre: number): Generator<number> {
  if (centre < length) yield centre;
  for (let distance = 1; distance < length; distance += 1) {
    if (centre - distance >= 0) yield centre - distance;
    if (centre + distance < length) yield centre + distance;
  }
}
