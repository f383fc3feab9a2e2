import { blockOf, startOf } from '../table/block-table.ts';
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
  const inBranches = new Map<number, number[]>();
  for (const at of shown) {
    const branch = steps.within(at);
    const siblings = inBranches.get(branch);
    if (siblings === undefined) inBranches.set(branch, [at]);
    else siblings.push(at);
  }
  for (const [branch, own] of inBranches) addPlaces(places, steps, { branch, own, only });
  return places;
}

interface ShownSiblings {
  readonly branch: number;
  /** In their order, which is that of their numbers. */
  readonly own: readonly number[];
  readonly only: Matches;
}

function addPlaces(places: Map<number, Place>, steps: StepTable, { branch, own, only }: ShownSiblings): void {
  const { first, next } = steps.places;
  const siblings = only.within[branch] as number;
  let position = 0;
  let found = 0;
  for (let at = first[branch] as number; at !== NONE && found < own.length;) {
    const end = steps.rowEnd(at);
    // All of a row before the next one that is shown.
    const isPassed = end > at && at === startOf(blockOf(at)) && end <= (own[found] as number);
    if (isPassed) position += only.inBlock[blockOf(at)] as number;
    else if (only.steps.has(at)) position += 1;
    if (at === own[found]) {
      places.set(at, { position, siblings });
      found += 1;
    }
    at = next[isPassed ? end - 1 : at] as number;
  }
}
