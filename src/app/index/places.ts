import { NONE } from './branch-table.ts';
import type { Matches } from './matches.ts';
import type { StepTable } from './step-table.ts';

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
  const byBranch = new Map<number, Set<number>>();
  for (const at of shown) {
    const branch = steps.within(at);
    const together = byBranch.get(branch) ?? new Set();
    byBranch.set(branch, together.add(at));
  }
  const places = new Map<number, Place>();
  for (const [branch, wanted] of byBranch) {
    const siblings = only === undefined ? steps.branches.count.at(branch) : shownIn(steps, branch, only);
    eachPosition(steps, { branch, wanted, only }, (at, position) => places.set(at, { position, siblings }));
  }
  return places;
}

interface Wanted {
  readonly branch: number;
  readonly wanted: ReadonlySet<number>;
  readonly only: Matches | undefined;
}

function eachPosition(
  steps: StepTable,
  { branch, wanted, only }: Wanted,
  found: (at: number, position: number) => void,
): void {
  let position = 0;
  let missing = wanted.size;
  for (let at = steps.branches.first.at(branch); at !== NONE && missing > 0; at = steps.next(at)) {
    if (only !== undefined && only.steps[at] !== 1) continue;
    position += 1;
    if (!wanted.has(at)) continue;
    found(at, position);
    missing -= 1;
  }
}

function shownIn(steps: StepTable, branch: number, only: Matches): number {
  let count = 0;
  for (let at = steps.branches.first.at(branch); at !== NONE; at = steps.next(at)) {
    count += only.steps[at] ?? 0;
  }
  return count;
}
