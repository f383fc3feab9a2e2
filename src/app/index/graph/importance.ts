import type { StepState } from '../../../protocol/session.ts';
import type { VisibleSteps } from '../outline/visible-steps.ts';
import { blockOf, startOf } from '../table/block-table.ts';
import { STATES } from '../table/branch-table.ts';
import { LOOK_MASK, stateIn } from '../table/look.ts';
import type { StepTable } from '../table/step-table.ts';

/** What is drawn of a state, when not everything can be: what a person may have to do something about comes first. */
const URGENT: readonly StepState[] = ['waiting', 'failed', 'working'];
const IS_URGENT: readonly boolean[] = STATES.map((state) => URGENT.includes(state));
const LOOKS: readonly number[] = Array.from({ length: LOOK_MASK + 1 }, (_none, look) => look);

/** Visible steps by how much somebody may want to see them drawn. Looks only as far as is asked, and not into blocks that hold nothing of the kind. */
export class Importance {
  readonly #steps: StepTable;
  readonly #visible: VisibleSteps;
  /** By state: how many steps. */
  readonly #counts: Int32Array;

  /** `visible`: of all steps, not only of those that are looked for. */
  constructor(steps: StepTable, visible: VisibleSteps) {
    this.#steps = steps;
    this.#visible = visible;
    this.#counts = countsOf(steps);
  }

  /** Returns the place of the first step that waits, else of the first that goes on, else 0. */
  centre(): number {
    const waiting = this.#places('waiting', { from: 0, by: 1 }).next().value;
    return waiting ?? this.#places('working', { from: 0, by: 1 }).next().value ?? 0;
  }

  /** Gives places by urgency, of the same urgency what is nearest to the centre first. */
  *from(centre: number): Generator<number, undefined> {
    for (const state of URGENT) {
      const below = this.#places(state, { from: centre - 1, by: -1 });
      yield* nearest(below, this.#places(state, { from: centre, by: 1 }), centre);
    }
    for (const place of around(this.#visible.length, centre)) {
      if (!IS_URGENT[this.#steps.state(this.#visible.at(place))]) yield place;
    }
    return undefined;
  }

  /** Gives the places of steps in a state, from one on or back. */
  *#places(state: StepState, { from, by }: { from: number; by: 1 | -1 }): Generator<number, undefined> {
    const number = STATES.indexOf(state);
    const visible = this.#visible;
    if (from < 0 || this.#counts[number] === 0) return undefined;
    for (let index = visible.stretchWith(from); index >= 0 && index < visible.stretches; index += by) {
      const { start, end, place } = visible.stretch(index);
      const first = Math.min(end - 1, Math.max(start, start + from - place));
      for (const at of this.#within({ start, end, first, by }, number)) yield place + at - start;
    }
    return undefined;
  }

  *#within({ start, end, first, by }: Walk, state: number): Generator<number, undefined> {
    const { blocks, looks } = this.#steps;
    const wanted = LOOKS.filter((look) => stateIn(look) === state);
    for (let at = first; at >= start && at < end;) {
      const block = blockOf(at);
      if (blocks.count(block, wanted) === 0) {
        at = by > 0 ? startOf(block + 1) : startOf(block) - 1;
        continue;
      }
      if (stateIn(looks[at] as number) === state) yield at;
      at += by;
    }
    return undefined;
  }
}

interface Walk {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly by: 1 | -1;
}

function countsOf({ blocks }: StepTable): Int32Array {
  const alike = new Int32Array(LOOKS.length);
  for (let block = 0; block < blocks.length; block += 1) blocks.addTo(alike, block);
  const counts = new Int32Array(STATES.length);
  alike.forEach((steps, look) => (counts[stateIn(look)]! += steps));
  return counts;
}

/** Of places that go down and places that go up, the nearest to the centre first, of two as near the lower one. */
function* nearest(
  below: Iterator<number, undefined>,
  above: Iterator<number, undefined>,
  centre: number,
): Generator<number, undefined> {
  let low = below.next().value;
  let high = above.next().value;
  while (low !== undefined || high !== undefined) {
    if (high === undefined || (low !== undefined && centre - low <= high - centre)) {
      yield low as number;
      low = below.next().value;
    } else {
      yield high;
      high = above.next().value;
    }
  }
  return undefined;
}

/** Numbers from 0 below the length, in the same order. */
function* around(length: number, centre: number): Generator<number> {
  if (centre < length) yield centre;
  for (let distance = 1; distance < length; distance += 1) {
    if (centre - distance >= 0) yield centre - distance;
    if (centre + distance < length) yield centre + distance;
  }
}
