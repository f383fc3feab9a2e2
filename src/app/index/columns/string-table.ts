import type { Breather } from '../breather.ts';
import { ByteList } from './byte-list.ts';
import { IntColumn } from './int-column.ts';
import { Marks } from './marks.ts';
import { TextNumbers } from './text-numbers.ts';

/** Texts that are made findable at a time. */
const AT_ONCE = 4096;

/** Numbers for texts, from 0 in the order they came: a text that many steps share is kept once. */
export class StringTable {
  readonly texts = new ByteList();
  /** Lower-case forms of the texts that have others, and whose they are. */
  readonly lower = new ByteList();
  readonly lowerOf = new IntColumn();
  readonly hashes = new IntColumn();
  readonly #numbers = new TextNumbers(this.texts, this.hashes);
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
    return this.#numbers.find(text, hashOf(text));
  }

  /** Returns the text's number; a new text gets the next one. */
  intern(text: string): number {
    const hash = hashOf(text);
    const known = this.#numbers.find(text, hash);
    if (known >= 0) return known;
    const index = this.texts.length;
    const lower = text.toLowerCase();
    // Whatever is in the text is in its lower-case form.
    this.texts.push(text, { isSearched: lower === text });
    if (lower !== text) this.#keepLower(lower, index);
    this.hashes.push(hash);
    this.#numbers.add(index);
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

  /** Makes the texts found that were loaded; call it once. */
  async findable(breather: Breather): Promise<void> {
    for (let index = 0; index < this.length; index += 1) {
      this.#numbers.add(index);
      this.texts.note(index);
      if (index < this.lower.length) this.lower.note(index);
      const pause = index % AT_ONCE === 0 ? breather.breathe() : undefined;
      if (pause !== undefined) await pause;
    }
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
