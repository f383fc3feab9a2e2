import type { Breather } from '../breather.ts';
import type { Bits } from './bits.ts';
import { ByteList } from './byte-list.ts';
import { foldsTo } from './folded.ts';
import { IntColumn } from './int-column.ts';
import { TextNumbers } from './text-numbers.ts';
import { TextSearch } from './text-search.ts';

/** Texts that are made findable at a time. */
const AT_ONCE = 1024;

/** Numbers for texts, from 0 in the order they came: a text that many steps share is kept once. */
export class StringTable {
  readonly texts = new ByteList();
  /** Lower-case forms of the texts whose bytes do not fold to them, and whose they are. */
  readonly lower = new ByteList();
  readonly lowerOf = new IntColumn();
  readonly hashes = new IntColumn();
  readonly #numbers = new TextNumbers(this.texts, this.hashes);
  readonly #search = new TextSearch(this);

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
    this.texts.push(text);
    const lower = text.toLowerCase();
    if (!foldsTo(text, lower)) {
      this.lower.push(lower);
      this.lowerOf.push(index);
    }
    this.hashes.push(hash);
    this.#makeFindable(index);
    return index;
  }

  /** Returns the texts that contain a text (in lower case) without regard to case. */
  containing(text: string): Bits {
    return this.#search.containing(text);
  }

  /** Makes the texts found that were loaded; call it once. */
  async findable(breather: Breather): Promise<void> {
    for (let index = 0; index < this.length; index += 1) {
      this.#makeFindable(index);
      const pause = index % AT_ONCE === 0 ? breather.breathe() : undefined;
      if (pause !== undefined) await pause;
    }
  }

  /** What is to be saved. */
  get columns(): readonly IntColumn[] {
    return [this.texts.ends, this.lower.ends, this.lowerOf, this.hashes];
  }

  #makeFindable(index: number): void {
    this.#numbers.add(index);
    this.#search.note(index);
  }
}

/** FNV-1a, with its bits mixed once more: ids that differ in the last digit must not crowd together. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 16);
}
