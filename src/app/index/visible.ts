import { NONE, TOP } from './branch-table.ts';
import type { Matches } from './matches.ts';
import type { StepTable } from './step-table.ts';

export interface VisibleOptions {
  readonly isOpen: (at: number) => boolean;
  /** Only these; undefined: all. */
  readonly only?: Matches | undefined;
}

/** Returns the visible steps, parents before children and siblings in order. */
export function visibleSteps(steps: StepTable, { isOpen, only }: VisibleOptions): Int32Array {
  const visible = new Int32Array(steps.length);
  let count = 0;
  const isShown = (at: number): boolean => only === undefined || only.steps[at] === 1;
  for (let at = steps.branches.first.at(TOP); at !== NONE;) {
    const shown = isShown(at);
    if (shown) {
      visible[count] = at;
      count += 1;
    }
    at = shown && isOpen(at) ? steps.branches.first.at(steps.branch(at)) : following(steps, at);
  }
  return visible.subarray(0, count);
}

/** The step behind it that is not beneath it. */
function following(steps: StepTable, step: number): number {
  for (let at = step; at !== NONE; at = steps.parent(at)) {
    const next = steps.next(at);
    if (next !== NONE) return next;
  }
  return NONE;
}
