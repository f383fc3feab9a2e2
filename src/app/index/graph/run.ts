import { noCounts, type StateCounts } from '../../view/state-counts.ts';
import { blockOf, endOf, startOf } from '../table/block-table.ts';
import { NONE, STATES } from '../table/branch-table.ts';
import { isSolvedIn, LOOK_MASK, stateIn } from '../table/look.ts';
import type { Places, StepTable } from '../table/step-table.ts';

/** Siblings that are drawn as one: how many, and what is beneath them. */
export class Run {
  steps = 0;
  readonly #table: StepTable;
  readonly #branch: Places['branch'];
  readonly #counts = noCounts();
  /** Steps without parts, by look. */
  readonly #alike = new Int32Array(LOOK_MASK + 1);

  constructor(table: StepTable) {
    this.#table = table;
    this.#branch = table.places.branch;
  }

  /** Adds steps from one up to another, itself not: one, or several without parts in one block. */
  add(from: number, to: number): void {
    this.steps += to - from;
    const { blocks, looks, length } = this.#table;
    const block = blockOf(from);
    if (blocks.isRow(block) && from === startOf(block) && to === endOf(block, length)) {
      blocks.addTo(this.#alike, block);
      return;
    }
    for (let at = from; at < to; at += 1) {
      if (this.#branch[at] === NONE) this.#alike[(looks[at] as number) & LOOK_MASK]! += 1;
      else this.#table.addLeaves(at, this.#counts);
    }
  }

  /** Returns its leaves by state. */
  counts(): StateCounts {
    const counts = { ...this.#counts };
    this.#alike.forEach((steps, look) => {
      const state = STATES[stateIn(look)];
      if (steps > 0 && isSolvedIn(look) && state !== undefined) counts[state] += steps;
    });
    return counts;
  }
}
