import type { StateCounts } from '../../view/state-counts.ts';
import { noCounts } from '../../view/state-counts.ts';
import type { StepState } from '../../../protocol/session.ts';
import { IntColumn } from '../columns/int-column.ts';

export const NONE = -1;
/** The branch that holds the top of the tree: the children of the step that stands for the session. */
export const TOP = 0;

/** In the order of their numbers, which are part of saved indexes. */
export const STATES: readonly StepState[] = [
  'planned',
  'working',
  'waiting',
  'accepted',
  'skipped',
  'failed',
];

/** What a step adds to the counts of every branch that it is in. */
export interface Weight {
  /** Number of the state it counts as a leaf in, or NONE. */
  readonly leaf: number;
  readonly unfinished: number;
  readonly gated: number;
}

/** The children of each step that has any, with counts of everything beneath it, so that nobody need look there. */
export class BranchTable {
  readonly owner = new IntColumn();
  /** The branch that the owner is in. */
  readonly within = new IntColumn();
  readonly level = new IntColumn();
  readonly first = new IntColumn();
  readonly last = new IntColumn();
  readonly count = new IntColumn();
  /** Steps beneath that are open, wait or failed. */
  readonly unfinished = new IntColumn();
  /** Steps beneath that wait for a person. */
  readonly gated = new IntColumn();
  readonly leaves = new IntColumn();

  constructor() {
    this.add(NONE, NONE);
  }

  get length(): number {
    return this.owner.length;
  }

  /** Returns the number of a new branch without children. */
  add(owner: number, within: number): number {
    const branch = this.owner.length;
    this.owner.push(owner);
    this.within.push(within);
    this.level.push(within === NONE ? 0 : this.level.at(within) + 1);
    this.first.push(NONE);
    this.last.push(NONE);
    for (const column of [this.count, this.unfinished, this.gated]) column.push(0);
    STATES.forEach(() => this.leaves.push(0));
    return branch;
  }

  /** Takes a weight out of a branch and all around it, and puts another in. */
  weigh(branch: number, before: Weight, after: Weight): void {
    const unfinished = after.unfinished - before.unfinished;
    const gated = after.gated - before.gated;
    if (before.leaf === after.leaf && unfinished === 0 && gated === 0) return;
    for (let at = branch; at !== NONE; at = this.within.at(at)) {
      if (before.leaf !== NONE) this.leaves.add(at * STATES.length + before.leaf, -1);
      if (after.leaf !== NONE) this.leaves.add(at * STATES.length + after.leaf, 1);
      this.unfinished.add(at, unfinished);
      this.gated.add(at, gated);
    }
  }

  /** Adds the leaves beneath the branch to the counts. */
  addLeaves(branch: number, counts: StateCounts): void {
    STATES.forEach((state, index) => (counts[state] += this.leaves.at(branch * STATES.length + index)));
  }

  leavesOf(branch: number): StateCounts {
    const counts = noCounts();
    this.addLeaves(branch, counts);
    return counts;
  }

  get columns(): readonly IntColumn[] {
    const { owner, within, level, first, last, count, unfinished, gated, leaves } = this;
    return [owner, within, level, first, last, count, unfinished, gated, leaves];
  }
}
