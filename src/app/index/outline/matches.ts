import type { OutlineQuery } from '../../../protocol/outline.ts';
import { bitCount, Bits, lowestBit, WORD_BITS, wordOf, wordsFor } from '../columns/bits.ts';
import { blockOf, endOf, MOST_STEPS, startOf } from '../table/block-table.ts';
import { NONE, STATES } from '../table/branch-table.ts';
import { isRootIn, LOOK_MASK, stateIn } from '../table/look.ts';
import type { Places, StepTable } from '../table/step-table.ts';
import type { TextRuns } from '../table/text-runs.ts';

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

/** Steps of a block, from one up to another, itself not. */
interface BlockSteps {
  readonly block: number;
  readonly start: number;
  readonly end: number;
}

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
  readonly #own = new Int32Array(wordsFor(MOST_STEPS));

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
      if (this.#found === undefined) setFirst(this.#own, steps.end - steps.start);
      else this.#findTexts(steps, this.#found);
      if (wanted < steps.end - steps.start) this.#keepLooks(steps);
      if (blocks.isRow(block)) this.#addRow(steps);
      else this.#addSteps(steps);
    }
    return this.#matches;
  }

  #findTexts(steps: BlockSteps, { ids, texts }: FoundTexts): void {
    const first = wordOf(steps.start);
    for (let word = 0; word < this.#own.length; word += 1) this.#own[word] = ids.words[first + word] ?? 0;
    const { titles, descriptions } = this.#steps.blocks;
    this.#addTexts(steps, { texts, runs: titles, numbers: this.#places.title });
    this.#addTexts(steps, { texts, runs: descriptions, numbers: this.#places.description });
  }

  #addTexts(steps: BlockSteps, { texts, runs, numbers }: StepTexts): void {
    const { block, start, end } = steps;
    const own = this.#own;
    if (runs.isSame(block)) {
      if (texts.has(runs.first(block))) setFirst(own, end - start);
    } else if (runs.isRow(block)) addRow(texts, runs.first(block), own, end - start);
    else addEach(texts, numbers, own, steps);
  }

  #keepLooks({ start, end }: BlockSteps): void {
    const { looks } = this.#steps;
    for (let at = start; at < end; at += 1) {
      const isWanted = this.#isWanted[(looks[at] as number) & LOOK_MASK] as number;
      this.#own[wordOf(at - start)]! &= ~((isWanted ^ 1) << at);
    }
  }

  /** Siblings, none of which leads to another. */
  #addRow({ block, start }: BlockSteps): void {
    const { steps, within, inBlock } = this.#matches;
    let count = 0;
    for (let word = 0; word < this.#own.length; word += 1) count += bitCount(this.#own[word] as number);
    if (count === 0) return;
    steps.setWords(start, this.#own);
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
        this.#add(start + WORD_BITS * word + lowestBit(left));
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

/** The texts of each step, and which texts were found. */
interface StepTexts {
  readonly texts: Bits;
  readonly runs: TextRuns;
  /** By step. */
  readonly numbers: Int32Array;
}

/** Adds the first so many steps. */
function setFirst(own: Int32Array, steps: number): void {
  const whole = Math.floor(steps / WORD_BITS);
  own.fill(0, whole).fill(-1, 0, whole);
  if (whole < own.length) own[whole] = (1 << (steps % WORD_BITS)) - 1;
}

/** Adds the steps whose texts, numbered from a first one on, were found. */
function addRow(texts: Bits, first: number, own: Int32Array, steps: number): void {
  for (let place = 0; place < steps; place += WORD_BITS)
    own[wordOf(place)]! |= texts.from(first + place, steps - place);
}

/** Adds the steps whose texts, numbered in any way, were found; 32 at a time, because storing takes longer than all else. */
function addEach(texts: Bits, numbers: Int32Array, own: Int32Array, { start, end }: BlockSteps): void {
  const { words } = texts;
  for (let from = start; from < end; from += WORD_BITS) {
    const to = Math.min(end, from + WORD_BITS);
    let found = 0;
    for (let at = from; at < to; at += 1) {
      const text = numbers[at] as number;
      found |= (((words[wordOf(text)] as number) >>> text) & 1) << at;
    }
    own[wordOf(from - start)]! |= found;
  }
}
