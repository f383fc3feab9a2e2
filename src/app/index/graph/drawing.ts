import type { GraphNode, StepGraph } from '../../../protocol/outline.ts';
import { blockOf } from '../table/block-table.ts';
import { NONE, TOP } from '../table/branch-table.ts';
import { placesOf, type Place } from '../outline/places.ts';
import { stepRow } from '../outline/step-row.ts';
import { Run } from './run.ts';
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
  /** Blocks in which a step is drawn by itself. */
  readonly #drawnBlocks = new Set<number>();

  constructor(steps: StepTable, { chosen, isOpen }: DrawingOptions) {
    this.#steps = steps;
    this.#isOpen = isOpen;
    this.#places = placesOf(steps, chosen, undefined);
    this.#drawnAs = new Int32Array(steps.length);
    for (const at of chosen) {
      this.#drawnAs[at] = TO_BE_DRAWN;
      this.#drawnBlocks.add(blockOf(at));
    }
    this.#addBranch(TOP, null);
  }

  /** From what is needed to what needs it; steps that aren't drawn are stood for by the node that holds them. */
  dependencies(): StepGraph['dependencies'] {
    const found = new Map<number, { from: string; to: string }>();
    this.#steps.needs.acrossGroups(this.#drawnAs, this.#steps.places.previous, {
      isUniform: (block) => this.#steps.blocks.isRow(block) && !this.#drawnBlocks.has(block),
      found: (needed, at) => {
        const from = this.#shownAs(needed);
        const to = this.#shownAs(at);
        if (from === to || from === NOT_DRAWN || to === NOT_DRAWN) return;
        const pair = from * (this.nodes.length + 1) + to;
        if (!found.has(pair)) found.set(pair, { from: this.#idOf(from), to: this.#idOf(to) });
      },
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
    const { places, ids } = this.#steps;
    const { next } = places;
    const place = this.nodes.length + 1;
    const run = new Run(this.#steps);
    let last = first;
    let at = first;
    while (at !== NONE && this.#drawnAs[at] !== TO_BE_DRAWN) {
      const end = this.#passedEnd(at);
      run.add(at, end);
      this.#drawnAs.fill(place, at, end);
      last = end - 1;
      at = next[last] as number;
    }
    const { steps } = run;
    const middle = ids.get(this.#middleOf({ first, last, steps }));
    this.nodes.push({
      kind: 'run',
      id: `run ${ids.get(first)}`,
      parent,
      steps,
      counts: run.counts(),
      middle,
    });
    return at;
  }

  /** The number behind as many steps, from one that is not drawn, as need not be looked at one by one. */
  #passedEnd(at: number): number {
    const isPassed = !this.#drawnBlocks.has(blockOf(at));
    return isPassed ? Math.max(at + 1, this.#steps.rowEnd(at)) : at + 1;
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
