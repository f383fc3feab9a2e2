import { IntColumn } from '../columns/int-column.ts';
import { blockOf, endOf, startOf } from '../table/block-table.ts';
import type { Matches } from './matches.ts';

/** Steps that are shown one after the other: numbers from one up to another, itself not, and the place of the first shown one. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly place: number;
}

/** The steps that are shown, in their order, as stretches of consecutive numbers: a million siblings are a few. */
export class VisibleSteps {
  readonly #starts = new IntColumn();
  readonly #ends = new IntColumn();
  /** Place of the first step of each stretch. */
  readonly #places = new IntColumn();
  readonly #only: Matches | undefined;
  #length = 0;

  /** `only`: of each stretch, only these are shown; undefined: all. */
  constructor(only?: Matches) {
    this.#only = only;
  }

  get length(): number {
    return this.#length;
  }

  get stretches(): number {
    return this.#starts.length;
  }

  stretch(index: number): Stretch {
    return { start: this.#starts.at(index), end: this.#ends.at(index), place: this.#places.at(index) };
  }

  /** Adds the shown ones of the steps from one up to another, itself not; they lie in one block. */
  add(start: number, end: number): void {
    const count = this.shownIn(start, end);
    if (count === 0) return;
    const last = this.#starts.length - 1;
    if (last >= 0 && this.#ends.at(last) === start) this.#ends.set(last, end);
    else {
      this.#starts.push(start);
      this.#ends.push(end);
      this.#places.push(this.#length);
    }
    this.#length += count;
  }

  /** Returns how many of the steps from one up to another, itself not, are shown; all of them are in stretches. */
  shownIn(start: number, end: number): number {
    if (this.#only === undefined) return end - start;
    const { steps, inBlock } = this.#only;
    let count = 0;
    for (let at = start; at < end;) {
      const block = blockOf(at);
      const blockEnd = endOf(block, steps.length);
      if (at === startOf(block) && blockEnd <= end) {
        count += inBlock[block] as number;
        at = blockEnd;
      } else {
        if (steps.has(at)) count += 1;
        at += 1;
      }
    }
    return count;
  }

  /** Returns the step at a place, counted from 0. */
  at(place: number): number {
    return this.page(place, 1)[0] as number;
  }

  /** Returns so many steps, from a place on. */
  page(place: number, most: number): number[] {
    const page: number[] = [];
    const first = this.stretchWith(place);
    for (let index = first; index < this.stretches && page.length < most; index += 1) {
      const { start, end } = this.stretch(index);
      let at = index === first ? this.#from(index, place) : start;
      for (; at < end && page.length < most; at += 1) if (this.#isShown(at)) page.push(at);
    }
    return page;
  }

  /** Returns the place of a step; -1 when it is not shown. */
  placeOf(step: number): number {
    if (step < 0 || !this.#isShown(step)) return -1;
    for (let index = 0; index < this.stretches; index += 1) {
      const start = this.#starts.at(index);
      if (step >= start && step < this.#ends.at(index))
        return this.#places.at(index) + this.shownIn(start, step);
    }
    return -1;
  }

  #isShown(at: number): boolean {
    return this.#only === undefined || this.#only.steps.has(at);
  }

  /** Returns which stretch a place is in: the last that begins there or before. */
  stretchWith(place: number): number {
    let low = 0;
    let high = this.stretches;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#places.at(middle) <= place) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The step of a stretch at a place, or one before it that is not shown. */
  #from(index: number, place: number): number {
    const { start, end, place: first } = this.stretch(index);
    let missing = place - first;
    if (this.#only === undefined) return start + missing;
    const { steps, inBlock } = this.#only;
    let at = start;
    while (at < end && missing > 0) {
      const block = blockOf(at);
      const blockEnd = endOf(block, steps.length);
      const isWhole = at === startOf(block) && blockEnd <= end && (inBlock[block] as number) <= missing;
      if (isWhole) missing -= inBlock[block] as number;
      else if (steps.has(at)) missing -= 1;
      at = isWhole ? blockEnd : at + 1;
    }
    return at;
  }
}
