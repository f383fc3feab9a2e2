import { Bits, lowestBit, WORD_BITS, wordOf } from './bits.ts';
import type { ByteList } from './byte-list.ts';
import { Finder } from './finder.ts';
import type { IntColumn } from './int-column.ts';
import { OpenBlock, type Span } from './open-block.ts';
import { markHolding, TEXTS_IN_BLOCK, WORDS_IN_BLOCK, type TextBlock } from './text-block.ts';
import { piecesOf } from './text-pieces.ts';

/** Wanted bytes of which the pieces of a text say all. */
const LENGTH_OF_PIECES = 2;

/** Texts, and the lower-case forms of those whose bytes do not fold to them. */
export interface SearchedTexts {
  readonly texts: ByteList;
  readonly lower: ByteList;
  /** Whose the lower-case forms are, ascending. */
  readonly lowerOf: IntColumn;
}

/** Finds texts by what they contain, without regard to case. Most texts are not looked at: what pieces they have was noted when they were added. */
export class TextSearch {
  readonly #texts: SearchedTexts;
  readonly #blocks: TextBlock[] = [];
  readonly #open = new OpenBlock();
  #notedLower = 0;

  constructor(texts: SearchedTexts) {
    this.#texts = texts;
  }

  /** Notes the next text. */
  note(index: number): void {
    const { lowerOf } = this.#texts;
    const hasLower = this.#notedLower < lowerOf.length && lowerOf.at(this.#notedLower) === index;
    this.#open.add(hasLower ? spanOf(this.#texts.lower, this.#notedLower) : spanOf(this.#texts.texts, index));
    if (hasLower) this.#notedLower += 1;
    if (this.#open.isFull) this.#blocks.push(this.#open.close());
  }

  /** Returns which texts contain a text (in lower case). */
  containing(text: string): Bits {
    const wanted = Buffer.from(text);
    const pieces = piecesOf(wanted);
    const finder = new Finder(wanted);
    const found = new Bits(this.#texts.texts.length);
    for (let index = 0; index < this.#blocks.length; index += 1) {
      const block = this.#blocks[index] as TextBlock;
      const holds = markHolding(block, pieces, found.words, index * WORDS_IN_BLOCK);
      if (!holds || wanted.length <= LENGTH_OF_PIECES) continue;
      if (finder.isBetween(block.shared, 0, block.shared.length)) continue;
      this.#keepContaining(finder, found, index * TEXTS_IN_BLOCK);
    }
    const rest = this.#blocks.length * TEXTS_IN_BLOCK;
    for (let at = rest; at < found.length; at += 1) found.set(at);
    this.#keepContaining(finder, found, rest);
    return found;
  }

  /** Of the texts of a block, those that were found are looked through. */
  #keepContaining(finder: Finder, { words }: Bits, from: number): void {
    const { texts, lower, lowerOf } = this.#texts;
    const ends = texts.ends.values;
    let own = firstFrom(lowerOf, from);
    const last = Math.min(words.length, wordOf(from) + WORDS_IN_BLOCK);
    for (let word = wordOf(from); word < last; word += 1) {
      for (let left = words[word] as number; left !== 0; left &= left - 1) {
        const text = word * WORD_BITS + lowestBit(left);
        while (own < lowerOf.length && lowerOf.at(own) < text) own += 1;
        const isIn =
          own < lowerOf.length && lowerOf.at(own) === text
            ? finder.isBetween(lower.room, lower.start(own), lower.ends.at(own))
            : finder.isBetween(texts.room, text === 0 ? 0 : (ends[text - 1] as number), ends[text] as number);
        if (!isIn) words[word]! ^= left & -left;
      }
    }
  }
}

function spanOf(list: ByteList, index: number): Span {
  return { bytes: list.room, start: list.start(index), end: list.ends.at(index) };
}

/** The place of the first of ascending numbers that is not below another. */
function firstFrom(numbers: IntColumn, from: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers.at(middle) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
