import { IntColumn } from '../columns/int-column.ts';
import { isRootIn, LOOK_MASK } from './look.ts';
import { TextRuns } from './text-runs.ts';

const SHIFT = 8;
/** Steps in a block. */
export const MOST_STEPS = 2 ** SHIFT;
const LOOKS = LOOK_MASK + 1;

/** A new step, as far as blocks say something about it. */
export interface BlockEntry {
  readonly look: number;
  readonly previous: number;
  readonly title: number;
  readonly description: number;
}

/**
 * What is in each 256 consecutive steps, so that most questions pass over whole blocks: how many steps have which look,
 * how their texts follow one another, and whether they are a row, that is, siblings one right after the other, none of which has parts.
 */
export class BlockTable {
  /** By block and look: how many steps. */
  readonly #looks = new IntColumn();
  readonly #gated = new IntColumn();
  /** 1 when the block is no row. */
  readonly #mixed = new IntColumn();
  readonly titles = new TextRuns();
  readonly descriptions = new TextRuns();

  get length(): number {
    return this.#mixed.length;
  }

  add(at: number, { look, previous, title, description }: BlockEntry): void {
    const block = blockOf(at);
    if (block === this.length) {
      for (let each = 0; each < LOOKS; each += 1) this.#looks.push(0);
      this.#gated.push(0);
      this.#mixed.push(isRootIn(look) ? 1 : 0);
    } else if (previous !== at - 1) this.noRow(at);
    this.titles.add(block, at - startOf(block), title);
    this.descriptions.add(block, at - startOf(block), description);
    this.#looks.add(block * LOOKS + (look & LOOK_MASK), 1);
  }

  looksChanged(at: number, before: number, after: number): void {
    const first = blockOf(at) * LOOKS;
    this.#looks.add(first + (before & LOOK_MASK), -1);
    this.#looks.add(first + (after & LOOK_MASK), 1);
  }

  gatedChanged(at: number, amount: number): void {
    if (amount !== 0) this.#gated.add(blockOf(at), amount);
  }

  /** The step has parts, or does not follow the one before. */
  noRow(at: number): void {
    this.#mixed.set(blockOf(at), 1);
  }

  /** True when the steps of the block are siblings one right after the other, none with parts. */
  isRow(block: number): boolean {
    return this.#mixed.at(block) === 0;
  }

  hasGated(block: number): boolean {
    return this.#gated.at(block) > 0;
  }

  /** Steps of the block with any of these looks. */
  count(block: number, looks: readonly number[]): number {
    const counts = this.#looks.values;
    let count = 0;
    for (const look of looks) count += counts[block * LOOKS + look] as number;
    return count;
  }

  /** Adds the steps of the block to others, by look. */
  addTo(alike: Int32Array, block: number): void {
    for (let look = 0; look < LOOKS; look += 1) alike[look]! += this.#looks.at(block * LOOKS + look);
  }

  /** What is to be saved. */
  get columns(): readonly IntColumn[] {
    const own = [this.#looks, this.#gated, this.#mixed];
    return [...own, ...this.titles.columns, ...this.descriptions.columns];
  }
}

export function blockOf(at: number): number {
  return at >> SHIFT;
}

/** Returns the number of the block's first step. */
export function startOf(block: number): number {
  return block << SHIFT;
}

/** Returns the number behind the block's last step, of so many. */
export function endOf(block: number, length: number): number {
  return Math.min(length, startOf(block + 1));
}
