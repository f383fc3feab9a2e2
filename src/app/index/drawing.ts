import type { GraphNode, StepGraph } from '../../protocol/outline.ts';
import { noCounts } from '../view/state-counts.ts';
import { NONE, TOP } from './branch-table.ts';
import { placesOf, type Place } from './places.ts';
import { stepRow } from './step-row.ts';
import type { StepTable } from './step-table.ts';

export interface DrawingOptions {
  readonly chosen: ReadonlySet<number>;
  readonly isOpen: (at: number) => boolean;
}

/** The nodes of a drawing, and which of them stands for a step. */
export class Drawing {
  readonly nodes: GraphNode[] = [];
  readonly #steps: StepTable;
  readonly #options: DrawingOptions;
  readonly #places: ReadonlyMap<number, Place>;
  /** The place, counted from 1, of the node that stands for a step. */
  readonly #drawnAs: Int32Array;

  constructor(steps: StepTable, options: DrawingOptions) {
    this.#steps = steps;
    this.#options = options;
    this.#places = placesOf(steps, options.chosen, undefined);
    this.#drawnAs = new Int32Array(steps.length);
    this.#addBranch(TOP, null);
  }

  /** From what is needed to what needs it; steps that aren't drawn are stood for by the node that holds them. */
  dependencies(): StepGraph['dependencies'] {
    const found = new Map<string, { from: string; to: string }>();
    for (let at = 0; at < this.#steps.length; at += 1) {
      this.#steps.needs.each(at, this.#steps, (needed) => {
        const from = this.#shownAs(needed);
        const to = this.#shownAs(at);
        if (from === to || from === undefined || to === undefined) return;
        found.set(`${from.id}\n${to.id}`, { from: from.id, to: to.id });
      });
    }
    return [...found.values()];
  }

  #shownAs(step: number): GraphNode | undefined {
    for (let at = step; at !== NONE; at = this.#steps.parent(at)) {
      const place = this.#drawnAs[at] as number;
      if (place > 0) return this.nodes[place - 1];
    }
    return undefined;
  }

  /** Draws siblings: each chosen one with what is beneath it, and what lies between as runs. */
  #addBranch(branch: number, parent: string | null): void {
    const { branches } = this.#steps;
    for (let at = branches.first.at(branch); at !== NONE;) {
      at = this.#options.chosen.has(at) ? this.#addStep(at, parent) : this.#addRun(at, parent);
    }
  }

  /** Returns the sibling behind it. */
  #addStep(at: number, parent: string | null): number {
    const { isOpen } = this.#options;
    const id = this.#steps.ids.get(at);
    const row = stepRow(this.#steps, at, { ...(this.#places.get(at) as Place), isOpen });
    this.nodes.push({ kind: 'step', id, parent, row });
    this.#drawnAs[at] = this.nodes.length;
    if (isOpen(at)) this.#addBranch(this.#steps.branch(at), id);
    return this.#steps.next(at);
  }

  /** Returns the sibling behind the run that begins with a step. */
  #addRun(first: number, parent: string | null): number {
    const counts = noCounts();
    const place = this.nodes.length + 1;
    let steps = 0;
    let middle = first;
    let at = first;
    for (; at !== NONE && !this.#options.chosen.has(at); at = this.#steps.next(at)) {
      this.#steps.addLeaves(at, counts);
      this.#drawnAs[at] = place;
      steps += 1;
      if (steps % 2 === 0) middle = this.#steps.next(middle);
    }
    const { ids } = this.#steps;
    this.nodes.push({
      kind: 'run',
      id: `run ${ids.get(first)}`,
      parent,
      steps,
      counts,
      middle: ids.get(middle),
    });
    return at;
  }
}
