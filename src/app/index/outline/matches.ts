import type { OutlineQuery } from '../../../protocol/outline.ts';
import { bitCount, Bits, lowestBit } from '../columns/bits.ts';
import { blockOf, endOf, MOST_STEPS, startOf } from '../table/block-table.ts';
import { NONE, STATES } from '../table/branch-table.ts';
import { isRootIn, LOOK_MASK, stateIn } from '../table/look.ts';
import type { Places, StepTable } from '../table/step-table.ts';

/** What is looked for, with all that leads to it. */
export interface Matches {
  /** Steps that match, or lead to one that does. */
  readonly steps: Bits;
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

/** Where a text was found. */
interface FoundTexts {
  readonly ids: Bits;
  readonly texts: Bits;
}

/** Steps from one up to another, itself not, and the block that they are. */
interface BlockSteps {
  readonly block: number;
  readonly start: number;
  readonly end: number;
}

const WORD_BITS = 32;
const ALL = -1;

/** Goes through the steps block by block, 32 of them at a time: most blocks hold nothing that is looked for, or nothing else. */
class Matching {
  readonly #steps: StepTable;
  readonly #places: Places;
  readonly #looks: readonly number[];
  /** 1 for the looks that are wanted. */
  readonly #isWanted = new Uint8Array(LOOK_MASK + 1);
  readonly #found: FoundTexts | undefined;
  readonly #matches: Matches;
  /** Which steps of a block are looked for themselves. */
  readonly #own = new Int32Array(MOST_STEPS / WORD_BITS);

  constructor(steps: StepTable, looks: readonly number[], text: string) {
    this.#steps = steps;
    this.#places = steps.places;
    this.#looks = looks;
    for (const look of looks) this.#isWanted[look] = 1;
    if (text !== '') this.#found = { ids: steps.ids.containing(text), texts: steps.texts.containing(text) };
    this.#matches = {
      steps: new Bits(steps.length),
      within: new Int32Array(steps.branches.length),
      inBlock: new Int32Array(steps.blocks.length),
    };
  }

  matches(): Matches {
    const { blocks, length } = this.#steps;
    for (let block = 0; block < blocks.length; block += 1) {
      const wanted = blocks.count(block, this.#looks);
      if (wanted === 0) continue;
      const steps = { block, start: startOf(block), end: endOf(block, length) };
      this.#findTexts(steps);
      if (wanted < steps.end - steps.start) this.#keepLooks(steps);
      this.#end(steps);
      if (blocks.isRow(block)) this.#addRow(steps);
      else this.#addSteps(steps);
    }
    return this.#matches;
  }

  /** All steps when no text is looked for. */
  #findTexts({ block, start, end }: BlockSteps): void {
    const own = this.#own;
    const found = this.#found;
    if (found === undefined) {
      own.fill(ALL);
      return;
    }
    const { blocks } = this.#steps;
    const { title, description } = this.#places;
    copyWords(found.ids, start, own);
    if (blocks.hasTitleRow(block)) addRowOfTexts(found.texts, title[start] as number, own, end - start);
    else addTexts(found.texts, title, start, end, own);
    if (blocks.hasOneDescription(block)) {
      if (found.texts.has(description[start] as number)) own.fill(ALL);
    } else addTexts(found.texts, description, start, end, own);
  }

  #keepLooks({ start, end }: BlockSteps): void {
    const { looks } = this.#steps;
    for (let at = start; at < end; at += 1) {
      const isWanted = this.#isWanted[(looks[at] as number) & LOOK_MASK] as number;
      this.#own[(at - start) >> 5]! &= ~((isWanted ^ 1) << (at & 31));
    }
  }

  /** Nothing is behind the last step. */
  #end({ start, end }: BlockSteps): void {
    const steps = end - start;
    if (steps === MOST_STEPS) return;
    const last = Math.floor(steps / WORD_BITS);
    this.#own[last]! &= ~(ALL << (steps % WORD_BITS));
    this.#own.fill(0, last + 1);
  }

  /** Siblings, none of which leads to another. */
  #addRow({ block, start }: BlockSteps): void {
    const { steps, within, inBlock } = this.#matches;
    let count = 0;
    for (let word = 0; word < this.#own.length; word += 1) count += bitCount(this.#own[word] as number);
    if (count === 0) return;
    const first = start / WORD_BITS;
    for (let word = 0; word < this.#own.length; word += 1)
      steps.words[first + word] = this.#own[word] as number;
    const branch = this.#places.within[start] as number;
    const before = within[branch] as number;
    inBlock[block] = count;
    within[branch] = before + count;
    if (before === 0) this.#add(this.#places.owner[branch] as number);
  }

  /** Steps of which some may lead to others. */
  #addSteps({ start }: BlockSteps): void {
    for (let word = 0; word < this.#own.length; word += 1) {
      for (let left = this.#own[word] as number; left !== 0; left &= left - 1)
        this.#add(start + word * WORD_BITS + lowestBit(left));
    }
  }

  #add(step: number): void {
    const { steps, within, inBlock } = this.#matches;
    const places = this.#places;
    for (let at = step; at !== NONE && !steps.has(at);) {
      const branch = places.within[at] as number;
      const before = within[branch] as number;
      steps.set(at);
      inBlock[blockOf(at)]! += 1;
      within[branch] = before + 1;
      // What leads there was added with the first.
      at = before > 0 ? NONE : (places.owner[branch] as number);
    }
  }
}

function copyWords({ words }: Bits, start: number, own: Int32Array): void {
  const first = start >> 5;
  for (let word = 0; word < own.length; word += 1) own[word] = words[first + word] as number;
}

/** Texts that are numbered as the steps are, from a number on. */
function addRowOfTexts(texts: Bits, first: number, own: Int32Array, steps: number): void {
  for (let word = 0; word << 5 < steps; word += 1) own[word]! |= texts.from(first + (word << 5));
}

function addTexts({ words }: Bits, numbers: Int32Array, start: number, end: number, own: Int32Array): void {
  for (let word = 0, from = start; from < end; word += 1, from += WORD_BITS) {
    const to = Math.min(end, from + WORD_BITS);
    let bits = 0;
    for (let at = from; at < to; at += 1) {
      const text = numbers[at] as number;
      bits |= (((words[text >> 5] as number) >>> (text & 31)) & 1) << (at & 31);
    }
    own[word]! |= bits;
  }
}
