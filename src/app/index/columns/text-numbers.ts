import type { ByteList } from './byte-list.ts';
import type { IntColumn } from './int-column.ts';

/** Tables of their own, so that making room for a million texts is many short pieces of work instead of a long one. */
const PARTS = 64;
const PART_SHIFT = 26;
const FIRST_SLOTS = 16;
const EMPTY = -1;
/** Fuller than this, and looking up becomes slow. */
const FULLEST = 0.7;

/** Numbers of texts, found by their hashes. */
export class TextNumbers {
  readonly #texts: ByteList;
  readonly #hashes: IntColumn;
  readonly #parts: Int32Array[];
  readonly #counts = new Int32Array(PARTS);

  /** `hashes`: of the texts, by number. */
  constructor(texts: ByteList, hashes: IntColumn) {
    this.#texts = texts;
    this.#hashes = hashes;
    this.#parts = Array.from({ length: PARTS }, () => new Int32Array(FIRST_SLOTS).fill(EMPTY));
  }

  /** Returns the number of a text with that hash; -1 when it has none. */
  find(text: string, hash: number): number {
    const slots = this.#parts[hash >>> PART_SHIFT] as Int32Array;
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots[slot] as number;
      if (number === EMPTY || (this.#hashes.at(number) === hash && this.#texts.holds(number, text)))
        return number;
    }
  }

  /** Makes a text findable that is not yet, and whose hash is there. */
  add(number: number): void {
    const part = this.#hashes.at(number) >>> PART_SHIFT;
    this.#counts[part]! += 1;
    const slots = this.#parts[part] as Int32Array;
    if ((this.#counts[part] as number) > slots.length * FULLEST) this.#parts[part] = this.#larger(slots);
    this.#put(this.#parts[part] as Int32Array, number);
  }

  #larger(slots: Int32Array): Int32Array {
    const larger = new Int32Array(slots.length * 2).fill(EMPTY);
    for (const number of slots) if (number !== EMPTY) this.#put(larger, number);
    return larger;
  }

  /** Every text is there once, so that the first empty slot is its own. */
  #put(slots: Int32Array, number: number): void {
    let slot = this.#hashes.at(number) & (slots.length - 1);
    while (slots[slot] !== EMPTY) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = number;
  }
}
