import type { GraphNode, StepGraph } from '../../../protocol/outline.ts';
import { noCounts, type StateCounts } from '../../view/state-counts.ts';
import { NONE, STATES, TOP } from '../table/branch-table.ts';
import { placesOf, type Place } from '../outline/places.ts';
import { stepRow } from '../outline/step-row.ts';
import { isSolvedIn, LOOK_MASK, stateIn } from '../table/look.ts';
import type { StepTable } from '../table/step-table.ts';

export interface DrawingOptions {
  readonly chosen: ReadonlySet<number>;
  readonly isOpen: (at: number) => boolean;
}

const NOT_DRAWN = 0;
const TO_BE_DRAWN = -1;

/** The nodes of a drawing, and which of them stands for a step. */
export class Drawing {
  readonly nodes: GraphNode[] = [];
  readonly #steps: StepTable;
  readonly #isOpen: (at: number) => boolean;
  readonly #places: ReadonlyMap<number, Place>;
  /** By step: the place, counted from 1, of the node that stands for it. */
  readonly #drawnAs: Int32Array;

  constructor(steps: StepTable, { chosen, isOpen }: DrawingOptions) {
    this.#steps = steps;
    this.#isOpen = isOpen;
    this.#places = placesOf(steps, chosen, undefined);
    this.#drawnAs = new Int32Array(steps.length);
    for (const at of chosen) this.#drawnAs[at] = TO_BE_DRAWN;
    this.#addBranch(TOP, null);
  }

  /** From what is needed to what needs it; steps that aren't drawn are stood for by the node that holds them. */
  dependencies(): StepGraph['dependencies'] {
    const found = new Map<string, { from: string; to: string }>();
    const { previous } = this.#steps.places;
    this.#steps.needs.acrossGroups(this.#drawnAs, previous, (needed, at) => {
      const from = this.#shownAs(needed);
      const to = this.#shownAs(at);
      if (from === to || from === NOT_DRAWN || to === NOT_DRAWN) return;
      found.set(`${from} ${to}`, { from: this.#idOf(from), to: this.#idOf(to) });
    });
    return [...found.values()];
  }

  #shownAs(step: number): number {
    for (let at = step; at !== NONE; at = this.#steps.parent(at)) {
      const place = this.#drawnAs[at] as number;
      if (place !== NOT_DRAWN) return place;
    }
    return NOT_DRAWN;
  }

  #idOf(place: number): string {
    return (this.nodes[place - 1] as GraphNode).id;
  }

  /** Draws siblings: each chosen one with what is beneath it, and what lies between as runs. */
  #addBranch(branch: number, parent: string | null): void {
    for (let at = this.#steps.branches.first.at(branch); at !== NONE;) {
      at = this.#drawnAs[at] === TO_BE_DRAWN ? this.#addStep(at, parent) : this.#addRun(at, parent);
    }
  }

  /** Returns the sibling behind it. */
  #addStep(at: number, parent: string | null): number {
    const isOpen = this.#isOpen;
    const id = this.#steps.ids.get(at);
    const row = stepRow(this.#steps, at, { ...(this.#places.get(at) as Place), isOpen });
    this.nodes.push({ kind: 'step', id, parent, row });
    this.#drawnAs[at] = this.nodes.length;
    if (isOpen(at)) this.#addBranch(this.#steps.branch(at), id);
    return this.#steps.next(at);
  }

  /** Returns the sibling behind the run that begins with a step. */
  #addRun(first: number, parent: string | null): number {
    const { places, looks, ids } = this.#steps;
    const { next, branch } = places;
    const drawnAs = this.#drawnAs;
    const place = this.nodes.length + 1;
    const counts = noCounts();
    const alike = new Int32Array(LOOK_MASK + 1);
    let steps = 0;
    let last = first;
    let at = first;
    while (at !== NONE && drawnAs[at] !== TO_BE_DRAWN) {
      if (branch[at] === NONE) alike[(looks[at] as number) & LOOK_MASK]! += 1;
      else this.#steps.addLeaves(at, counts);
      drawnAs[at] = place;
      steps += 1;
      last = at;
      // Most are numbered one after the other: then nothing waits for `next` to be read.
      const sibling = next[at] as number;
      if (sibling === at + 1) at += 1;
      else at = sibling;
    }
    addAlike(counts, alike);
    const id = `run ${ids.get(first)}`;
    const middle = ids.get(this.#middleOf({ first, last, steps }));
    this.nodes.push({ kind: 'run', id, parent, steps, counts, middle });
    return at;
  }

  #middleOf({ first, last, steps }: { first: number; last: number; steps: number }): number {
    const before = Math.floor(steps / 2);
    // Siblings that were added one right after the other need not be counted.
    if (last - first === steps - 1) return first + before;
    let at = first;
    for (let count = 0; count < before; count += 1) at = this.#steps.next(at);
    return at;
  }
}

/** Adds so many steps of each look, as far as they are leaves. */
function addAlike(counts: StateCounts, alike: Int32Array): void {
  alike.forEach((steps, look) => {
    const state = STATES[stateIn(look)];
    if (steps > 0 && isSolvedIn(look) && state !== undefined) counts[state] += steps;
  });
}
