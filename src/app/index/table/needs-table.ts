import type { StepView } from '../../view/step-view.ts';
import { IntColumn } from '../columns/int-column.ts';
import { blockOf, endOf, startOf } from './block-table.ts';

const NOTHING = 0;
/** Most steps of a long row need just the one before: that takes no list. */
const THE_ONE_BEFORE = -1;

/** What is asked of the steps that need each other. */
interface Steps {
  readonly ids: { find(id: string): number };
  previous(at: number): number;
  isRoot(at: number): boolean;
}

type Dependency = (needed: number, at: number) => void;

/** Which steps each step needs. */
export class NeedsTable {
  /** Nothing, the one before, or where the step's list lies, counted from 1. */
  readonly #of = new IntColumn();
  /** Lists: how many, then which. */
  readonly #lists = new IntColumn();
  /** By block: 1 when any of its steps has a list. */
  readonly #listed = new IntColumn();
  /** Steps that need one that was not added yet, by its id. */
  readonly #awaited = new Map<string, number[]>();

  /** Notes what a step needs that was just added; it may be what others needed. */
  add(step: Pick<StepView, 'id' | 'dependsOn'>, at: number, steps: Steps): void {
    this.#of.push(NOTHING);
    if (blockOf(at) === this.#listed.length) this.#listed.push(0);
    if (step.dependsOn.length > 0) this.#note(step, at, steps);
    if (this.#awaited.size > 0) this.#arrived(step.id, at, steps);
  }

  /**
   * Calls back with each step that needs one, and that one; not where both are in the same group. Steps of group 0 are
   * in none; where one is, its siblings are. `isUniform`: true for a block of steps, one right after the other and all
   * of the same group.
   */
  acrossGroups(
    groups: Int32Array,
    previous: Int32Array,
    { isUniform, found }: { isUniform: (block: number) => boolean; found: Dependency },
  ): void {
    for (let block = 0; startOf(block) < this.#of.length; block += 1) {
      const start = startOf(block);
      // Within such a block, steps that need the one before need one of the same group.
      const isOne = this.#listed.at(block) === 0 && isUniform(block);
      const end = isOne ? start + 1 : endOf(block, this.#of.length);
      this.#across(groups, { start, end, previous }, found);
    }
  }

  #across(
    groups: Int32Array,
    { start, end, previous }: { start: number; end: number; previous: Int32Array },
    found: Dependency,
  ): void {
    const lists = this.#of.values;
    for (let at = start; at < end; at += 1) {
      const list = lists[at] as number;
      if (list === THE_ONE_BEFORE) {
        const needed = previous[at] as number;
        if (groups[at] !== groups[needed]) found(needed, at);
      } else if (list !== NOTHING) this.#acrossList(groups, { list, at }, found);
    }
  }

  #acrossList(groups: Int32Array, { list, at }: { list: number; at: number }, found: Dependency): void {
    const last = list - 1 + this.#lists.at(list - 1);
    for (let place = list; place <= last; place += 1) {
      const needed = this.#lists.at(place);
      if (groups[at] !== groups[needed] || groups[at] === 0) found(needed, at);
    }
  }

  get columns(): readonly IntColumn[] {
    return [this.#of, this.#lists, this.#listed];
  }

  get awaited(): readonly (readonly [string, readonly number[]])[] {
    return [...this.#awaited];
  }

  load(awaited: readonly (readonly [string, readonly number[]])[]): void {
    for (const [id, dependents] of awaited) this.#awaited.set(id, [...dependents]);
  }

  #note({ dependsOn }: Pick<StepView, 'dependsOn'>, at: number, steps: Steps): void {
    const known: number[] = [];
    for (const id of dependsOn) {
      const needed = steps.ids.find(id);
      if (needed < 0) this.#awaited.set(id, [...(this.#awaited.get(id) ?? []), at]);
      else if (!steps.isRoot(needed)) known.push(needed);
    }
    const [only] = known;
    if (known.length === 1 && only === steps.previous(at)) this.#of.set(at, THE_ONE_BEFORE);
    else if (known.length > 0) this.#write(at, known);
  }

  #arrived(id: string, at: number, steps: Steps): void {
    const dependents = this.#awaited.get(id) ?? [];
    this.#awaited.delete(id);
    if (steps.isRoot(at)) return;
    for (const dependent of dependents) {
      this.#write(dependent, [...this.#neededBy(dependent, steps), at]);
    }
  }

  #neededBy(at: number, steps: Steps): readonly number[] {
    const list = this.#of.at(at);
    if (list === NOTHING) return [];
    return list === THE_ONE_BEFORE ? [steps.previous(at)] : this.#listAt(list);
  }

  #listAt(list: number): readonly number[] {
    return Array.from({ length: this.#lists.at(list - 1) }, (_none, place) => this.#lists.at(list + place));
  }

  #write(at: number, needed: readonly number[]): void {
    this.#of.set(at, this.#lists.length + 1);
    this.#listed.set(blockOf(at), 1);
    this.#lists.push(needed.length);
    needed.forEach((each) => this.#lists.push(each));
  }
}
