import { ByteList } from './byte-list.ts';
import { IntColumn } from './int-column.ts';
import { Marks } from './marks.ts';

const FIRST_SLOTS = 1024;
const EMPTY = -1;
/** Fuller than this, and looking up becomes slow. */
const FULLEST = 0.7;
/** Room is made for some more at once. */
const SPARE = 1.2;

/** Numbers for texts, from 0 in the order they came: a text that many steps share is kept once. */
export class StringTable {
  readonly texts = new ByteList();
  /** Lower-case forms of the texts that have others, and whose they are. */
  readonly lower = new ByteList();
  readonly lowerOf = new IntColumn();
  readonly hashes = new IntColumn();
  /** Where a text is found by its hash; at least as many as texts, a power of two. */
  #slots = new Int32Array(FIRST_SLOTS).fill(EMPTY);
  /** What was found last, and among how many. */
  #found:
    | { readonly text: string; readonly marks: Marks; readonly texts: number; readonly lower: number }
    | undefined;

  get length(): number {
    return this.texts.length;
  }

  get(index: number): string {
    return this.texts.get(index);
  }

  /** Returns the text's number, or -1 when it has none. */
  find(text: string): number {
    return this.#slots[this.#slot(text, hashOf(text))] as number;
  }

  /** Returns the text's number; a new text gets the next one. */
  intern(text: string): number {
    const hash = hashOf(text);
    const slot = this.#slot(text, hash);
    const known = this.#slots[slot] as number;
    if (known !== EMPTY) return known;
    const index = this.texts.length;
    const lower = text.toLowerCase();
    // Whatever is in the text is in its lower-case form.
    this.texts.push(text, { isSearched: lower === text });
    if (lower !== text) this.#keepLower(lower, index);
    this.hashes.push(hash);
    this.#slots[slot] = index;
    this.#makeRoom();
    return index;
  }

  /** Marks the texts that contain a text (in lower case) without regard to case. Only texts that are new since it was last asked are looked at. */
  containing(text: string): Marks {
    if (this.#found?.text !== text) this.#found = { text, marks: new Marks(), texts: 0, lower: 0 };
    const { marks, texts, lower } = this.#found;
    if (texts === this.length) return marks;
    marks.grow(this.length);
    this.texts.containing(text, texts, { marks: marks.values });
    this.lower.containing(text, lower, { marks: marks.values, numbers: this.lowerOf.values });
    marks.count();
    this.#found = { text, marks, texts: this.length, lower: this.lower.length };
    return marks;
  }

  #keepLower(lower: string, index: number): void {
    this.lower.push(lower);
    this.lowerOf.push(index);
  }

  /** Where the text is, or would be. */
  #slot(text: string, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const index = this.#slots[slot] as number;
      if (index === EMPTY) return slot;
      if (this.hashes.at(index) === hash && this.texts.holds(index, text)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #makeRoom(): void {
    if (this.length > this.#slots.length * FULLEST) this.findable();
  }

  /** Makes the texts found that are there, also after they were loaded. */
  findable(): void {
    const room = 2 ** Math.ceil(Math.log2(Math.max(FIRST_SLOTS, (this.length / FULLEST) * SPARE)));
    const slots = new Int32Array(room).fill(EMPTY);
    const hashes = this.hashes.values;
    for (let index = 0; index < this.length; index += 1) {
      // Every text is there once, so that the first empty slot is its own.
      let slot = (hashes[index] as number) & (room - 1);
      while (slots[slot] !== EMPTY) slot = (slot + 1) & (room - 1);
      slots[slot] = index;
    }
    this.#slots = slots;
  }

  /** What is to be saved. */
  get columns(): readonly IntColumn[] {
    const { texts, lower, lowerOf, hashes } = this;
    return [...columnsOf(texts), ...columnsOf(lower), lowerOf, hashes];
  }
}

function columnsOf({ ends, blocks }: ByteList): readonly IntColumn[] {
  return [ends, blocks.signatures, blocks.shared];
}

/** FNV-1a, with its bits mixed once more: ids that differ in the last digit must not crowd together. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 16);
}
