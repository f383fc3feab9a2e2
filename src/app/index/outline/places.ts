import { NONE } from '../table/branch-table.ts';
import type { Matches } from './matches.ts';
import type { StepTable } from '../table/step-table.ts';

/** Where a step stands among the siblings that are shown with it: counted from 1, and their number. */
export interface Place {
  readonly position: number;
  readonly siblings: number;
}

/** Returns where shown steps stand. */
export function placesOf(
  steps: StepTable,
  shown: Iterable<number>,
  only: Matches | undefined,
): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  if (only !== undefined) return filteredPlaces(steps, [...shown], only);
  for (const at of shown) {
    const siblings = steps.branches.count.at(steps.within(at));
    places.set(at, { position: steps.position(at) + 1, siblings });
  }
  return places;
}

/** Siblings that are not shown are not counted. */
function filteredPlaces(
  steps: StepTable,
  shown: readonly number[],
  only: Matches,
): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  const wanted = new Set(shown);
  const begin = Math.min(...shown);
  const { first, next } = steps.places;
  for (const branch of new Set(shown.map((at) => steps.within(at)))) {
    const siblings = only.within[branch] as number;
    let position = 0;
    // Siblings are numbered in their order.
    const last = shown.findLast((at) => steps.within(at) === branch) as number;
    for (let at = first[branch] as number; at !== NONE && at <= last; at = next[at] as number) {
      position += only.steps[at] as number;
      if (at >= begin && wanted.has(at)) places.set(at, { position, siblings });
    }
  }
  return places;
}
