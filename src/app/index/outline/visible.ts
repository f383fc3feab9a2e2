import { NONE, TOP } from '../table/branch-table.ts';
import type { Matches } from './matches.ts';
import type { Places, StepTable } from '../table/step-table.ts';

/** Steps are added while a session is looked at. */
const SPARE = 1.1;

export interface VisibleOptions {
  readonly isOpen: (at: number) => boolean;
  /** Only these; undefined: all. */
  readonly only?: Matches | undefined;
  /** Room that may be written over: new room for a million steps costs as much as finding them. */
  readonly room?: ArrayBufferLike | undefined;
}

/** Returns the visible steps, parents before children and siblings in order. */
export function visibleSteps(steps: StepTable, { isOpen, only, room }: VisibleOptions): Int32Array {
  const { places } = steps;
  const { first, next, branch } = places;
  const shown = only?.steps;
  const visible = roomFor(steps.length, room);
  let count = 0;
  for (let at = first[TOP] as number; at !== NONE;) {
    const isShown = shown === undefined || shown[at] === 1;
    if (isShown) {
      visible[count] = at;
      count += 1;
    }
    const beneath = branch[at] as number;
    if (beneath !== NONE && isShown && isOpen(at)) {
      at = first[beneath] as number;
      continue;
    }
    const sibling = next[at] as number;
    // Most are numbered one after the other: then nothing waits for `next` to be read.
    if (sibling === at + 1) at += 1;
    else at = sibling === NONE ? following(places, at) : sibling;
  }
  return visible.subarray(0, count);
}

function roomFor(length: number, room: ArrayBufferLike | undefined): Int32Array {
  const enough = room !== undefined && room.byteLength >= length * Int32Array.BYTES_PER_ELEMENT;
  return enough ? new Int32Array(room) : new Int32Array(Math.ceil(length * SPARE));
}

/** The step behind it that is not beneath it. */
function following({ next, within, owner }: Places, step: number): number {
  for (let at = step; at !== NONE; at = owner[within[at] as number] as number) {
    const sibling = next[at] as number;
    if (sibling !== NONE) return sibling;
  }
  return NONE;
}
