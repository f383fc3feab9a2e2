import type { StepState } from '../../protocol/session.ts';
import { NONE, STATES } from './branch-table.ts';
import type { StepTable } from './step-table.ts';

/** What is drawn of a state, when not everything can be: what a person may have to do something about comes first. */
const URGENT: readonly StepState[] = ['waiting', 'failed', 'working'];
const URGENCY = STATES.map((state) => {
  const urgency = URGENT.indexOf(state);
  return urgency < 0 ? URGENT.length : urgency;
});

/** Gives the visible steps by urgency, of the same urgency what is nearest to the focus first. */
export function* byImportance(steps: StepTable, visible: Int32Array, focus: number): Generator<number> {
  const centre = focus === NONE ? 0 : visible.indexOf(focus);
  const urgencyOf = (place: number): number =>
    URGENCY[steps.state(visible[place] as number)] ?? URGENT.length;
  for (const places of urgentPlaces(visible, urgencyOf)) {
    for (const place of outwards(places, centre)) yield visible[place] as number;
  }
  for (const place of around(visible.length, centre)) {
    if (urgencyOf(place) === URGENT.length) yield visible[place] as number;
  }
}

/** The places of urgent steps, in order, for each urgency. */
function urgentPlaces(visible: Int32Array, urgencyOf: (place: number) => number): readonly number[][] {
  const places = URGENT.map((): number[] => []);
  for (let place = 0; place < visible.length; place += 1) places[urgencyOf(place)]?.push(place);
  return places;
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
