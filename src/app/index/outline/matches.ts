import type { OutlineQuery } from '../../../protocol/outline.ts';
import type { Marks } from '../columns/marks.ts';
import type { Span } from '../columns/text-blocks.ts';
import { blockOf, endOf, MOST_STEPS, startOf } from '../table/block-table.ts';
import { NONE, STATES } from '../table/branch-table.ts';
import { isRootIn, LOOK_MASK, stateIn } from '../table/look.ts';
import type { Places, StepTable } from '../table/step-table.ts';

/** What is looked for, with all that leads to it. */
export interface Matches {
  /** 1 for each step that matches or leads to one that does. */
  readonly steps: Uint8Array;
  /** How many of them each branch holds. */
  readonly within: Int32Array;
  /** How many of them each block holds. */
  readonly inBlock: Int32Array;
}

/** Returns the steps that are looked for; undefined when nothing is looked for. */
export function matchingSteps(
  steps: StepTable,
  { find, states = [] }: Pick<OutlineQuery, 'find' | 'states'>,
): Matches | undefined {
  const text = find?.trim().toLowerCase() ?? '';
  if (text === '' && states.length === 0) return undefined;
  return new Matching(steps, wantedLooks(states), text).matches();
}

/** Looks that are wanted. No states: all of them. The step that stands for the session is not in the tree. */
function wantedLooks(states: readonly string[]): readonly number[] {
  return Array.from({ length: LOOK_MASK + 1 }, (_none, look) => look).filter((look) => {
    const state = STATES[stateIn(look)];
    return !isRootIn(look) && state !== undefined && (states.length === 0 || states.includes(state));
  });
}

/** The steps of a block. */
interface BlockSteps extends Span {
  readonly block: number;
  /** All of them are in a state that is looked for. */
  readonly isEachWanted: boolean;
}

/** Where a text was found. */
interface FoundTexts {
  readonly ids: Marks;
  readonly texts: Marks;
}

/** Goes through the steps block by block: most hold nothing that is looked for, or nothing else. */
class Matching {
  readonly #steps: StepTable;
  readonly #places: Places;
  readonly #looks: readonly number[];
  readonly #room = new Uint8Array(MOST_STEPS);
  /** 1 for the looks that are wanted. */
  readonly #isWanted = new Uint8Array(LOOK_MASK + 1);
  readonly #found: FoundTexts | undefined;
  readonly #matches: Matches;

  constructor(steps: StepTable, looks: readonly number[], text: string) {
    this.#steps = steps;
    this.#places = steps.places;
    this.#looks = looks;
    for (const look of looks) this.#isWanted[look] = 1;
    if (text !== '') this.#found = { ids: steps.ids.containing(text), texts: steps.texts.containing(text) };
    this.#matches = {
      steps: new Uint8Array(steps.length),
      within: new Int32Array(steps.branches.length),
      inBlock: new Int32Array(steps.blocks.length),
    };
  }

  matches(): Matches {
    const { blocks, length } = this.#steps;
    for (let block = 0; block < blocks.length; block += 1) {
      const count = blocks.count(block, this.#looks);
      if (count === 0 || !this.#maySome(block)) continue;
      const start = startOf(block);
      const end = endOf(block, length);
      const steps = { block, start, end, isEachWanted: count === end - start };
      if (blocks.isRow(block)) this.#addRow(steps);
      else this.#addSteps(steps);
    }
    return this.#matches;
  }

  #maySome(block: number): boolean {
    if (this.#found === undefined) return true;
    const { ids, texts } = this.#found;
    const { blocks, length } = this.#steps;
    return (
      ids.maySome(startOf(block), endOf(block, length) - 1) ||
      texts.maySome(...blocks.titles(block)) ||
      texts.maySome(...blocks.descriptions(block))
    );
  }

  #surelyAll(block: number): boolean {
    if (this.#found === undefined) return true;
    const { ids, texts } = this.#found;
    const { blocks, length } = this.#steps;
    return (
      texts.surelyAll(...blocks.titles(block)) ||
      ids.surelyAll(startOf(block), endOf(block, length) - 1) ||
      texts.surelyAll(...blocks.descriptions(block))
    );
  }

  /** Siblings, none of which leads to another. */
  #addRow(steps: BlockSteps): void {
    const { within, inBlock } = this.#matches;
    const { block, start } = steps;
    const isAll = steps.isEachWanted && this.#surelyAll(block);
    const count = isAll ? this.#mark(steps) : this.#own(steps, this.#matches.steps, 0);
    if (count === 0) return;
    const branch = this.#places.within[start] as number;
    const before = within[branch] as number;
    inBlock[block] = count;
    within[branch] = before + count;
    if (before === 0) this.#add(this.#places.owner[branch] as number);
  }

  #mark({ start, end }: Span): number {
    this.#matches.steps.fill(1, start, end);
    return end - start;
  }

  /** Steps of which some may lead to others. */
  #addSteps(steps: BlockSteps): void {
    const { start, end } = steps;
    this.#own(steps, this.#room, -start);
    for (let at = start; at < end; at += 1) if (this.#room[at - start] === 1) this.#add(at);
  }

  /** Writes for each step of the block, so many places further on, 1 when it is looked for itself, else 0. Returns how many are. */
  #own(steps: BlockSteps, into: Uint8Array, moved: number): number {
    const found = this.#found;
    if (found === undefined) return this.#markLooks(steps, into, moved);
    const isInTitles =
      steps.isEachWanted && !found.texts.maySome(...this.#steps.blocks.descriptions(steps.block));
    if (isInTitles) return this.#markTitles(steps, into, moved, found);
    return this.#markFound(steps, into, moved, found);
  }

  #markLooks({ start, end }: Span, into: Uint8Array, moved: number): number {
    const looks = this.#steps.looks;
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const own = this.#isWanted[(looks[at] as number) & LOOK_MASK] as number;
      into[at + moved] = own;
      count += own;
    }
    return count;
  }

  /** Whatever state the steps are in, and whatever they are about. Like the next one without branches. */
  #markTitles({ start, end }: Span, into: Uint8Array, moved: number, found: FoundTexts): number {
    const { title } = this.#places;
    const ids = found.ids.values;
    const texts = found.texts.values;
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const own = (ids[at] as number) | (texts[title[at] as number] as number);
      into[at + moved] = own;
      count += own;
    }
    return count;
  }

  /** Without branches: nobody can foretell which steps of a block were found. */
  #markFound({ start, end }: Span, into: Uint8Array, moved: number, found: FoundTexts): number {
    const { title, description } = this.#places;
    const { looks } = this.#steps;
    const isWanted = this.#isWanted;
    const ids = found.ids.values;
    const texts = found.texts.values;
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const inTexts = (texts[title[at] as number] as number) | (texts[description[at] as number] as number);
      const own = (isWanted[(looks[at] as number) & LOOK_MASK] as number) & ((ids[at] as number) | inTexts);
      into[at + moved] = own;
      count += own;
    }
    return count;
  }

  #add(step: number): void {
    const { steps, within, inBlock } = this.#matches;
    const places = this.#places;
    for (let at = step; at !== NONE && steps[at] === 0;) {
      const branch = places.within[at] as number;
      const before = within[branch] as number;
      steps[at] = 1;
      inBlock[blockOf(at)]! += 1;
      within[branch] = before + 1;
      // What leads there was added with the first.
      at = before > 0 ? NONE : (places.owner[branch] as number);
    }
  }
}
