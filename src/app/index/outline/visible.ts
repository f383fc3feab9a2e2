import { NONE, TOP } from '../table/branch-table.ts';
import type { Places, StepTable } from '../table/step-table.ts';
import type { Matches } from './matches.ts';
import { VisibleSteps } from './visible-steps.ts';

export interface VisibleOptions {
  readonly isOpen: (at: number) => boolean;
  /** Only these; undefined: all. */
  readonly only?: Matches | undefined;
}

/** Returns the visible steps, parents before children and siblings in order. */
export function visibleSteps(steps: StepTable, { isOpen, only }: VisibleOptions): VisibleSteps {
  const { places } = steps;
  const { first, next, branch } = places;
  const shown = only?.steps;
  const visible = new VisibleSteps(only);
  for (let at = first[TOP] as number; at !== NONE;) {
    const end = steps.rowEnd(at);
    if (end > at) {
      visible.add(at, end);
      at = following(places, end - 1);
      continue;
    }
    const isShown = shown === undefined || shown.has(at);
    if (isShown) visible.add(at, at + 1);
    const beneath = branch[at] as number;
    if (beneath !== NONE && isShown && isOpen(at)) at = first[beneath] as number;
    else {
      const sibling = next[at] as number;
      at = sibling === NONE ? following(places, at) : sibling;
    }
  }
  return visible;
}

/** The step behind it that is not beneath it. */
function following({ next, within, owner }: Places, step: number): number {
  for (let at = step; at !== NONE; at = owner[within[at] as number] as number) {
    const sibling = next[at] as number;
    if (sibling !== NONE) return sibling;
  }
  return NONE;
}
