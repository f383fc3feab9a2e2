import { IntColumn } from './int-column.ts';
import { Letters, setOf } from './letters.ts';
import {
  markContaining,
  markHolding,
  movedBy,
  occurs,
  type SearchMarks,
  type Wanted,
} from './search-texts.ts';
import { blockOfText, piecesOf, TextBlocks, TEXTS_IN_BLOCK, type Span } from './text-blocks.ts';

const FIRST_ROOM = 4096;
const GROWTH = 1.125;
/** A character takes at most so many bytes in UTF-8. */
const MOST_BYTES = 3;

/** A growing list of texts, kept as bytes one behind the other: a string each would cost several times as much. */
export class ByteList {
  /** Where each text ends. */
  readonly ends = new IntColumn();
  readonly blocks = new TextBlocks();
  readonly #letters = new Letters();
  #bytes = Buffer.alloc(FIRST_ROOM);

  get length(): number {
    return this.ends.length;
  }

  get(index: number): string {
    return this.#bytes.toString('utf8', this.#start(index), this.ends.at(index));
  }

  /** `isSearched`: false for a text that `containing` may pass over. */
  push(text: string, { isSearched = true }: { readonly isSearched?: boolean } = {}): void {
    const start = this.#end;
    const room = start + text.length * MOST_BYTES;
    if (room > this.#bytes.length) this.#makeRoom(Math.ceil(room * GROWTH));
    const index = this.length;
    const end = start + this.#bytes.write(text, start);
    this.ends.push(end);
    const first = this.#span(blockOfText(index) * TEXTS_IN_BLOCK);
    this.blocks.add(index, this.#bytes, { first, own: { start, end }, isSearched });
    this.#letters.add(this.#bytes, { start, end });
  }

  holds(index: number, text: string): boolean {
    const start = this.#start(index);
    const length = this.ends.at(index) - start;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127) return this.get(index) === text;
      if (code !== this.#bytes[start + at]) return false;
    }
    return length === text.length;
  }

  /** Marks the texts, from one on, that contain another one. */
  containing(text: string, first: number, found: SearchMarks): void {
    const bytes = Buffer.from(text);
    const letter = this.#letters.find(bytes);
    const wanted = { bytes, letters: setOf(bytes, { start: 0, end: bytes.length }) };
    const pieces = piecesOf(bytes);
    for (let from = first; from < this.length;) {
      const block = blockOfText(from);
      const to = Math.min(this.length, (block + 1) * TEXTS_IN_BLOCK);
      if (this.blocks.mayContain(block, pieces)) {
        if (letter === undefined) this.#search(wanted, { from, to }, found);
        else markHolding(letter, { from, to }, found);
      }
      from = to;
    }
  }

  /** Looks through texts of one block; what they all begin with is looked through once. */
  #search(wanted: Wanted, { from, to }: { from: number; to: number }, found: SearchMarks): void {
    const bytes = this.#bytes;
    const start = this.#start(from);
    const shared = this.blocks.shared.at(blockOfText(from));
    if (occurs(bytes, wanted.bytes, start, start + shared)) {
      markAll(from, to, found);
      return;
    }
    const passed = Math.max(0, shared - wanted.bytes.length + 1);
    const texts = { bytes, ends: this.ends.values, letters: this.#letters, from, to, start, passed };
    markContaining(texts, wanted, found);
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  /** Takes over what was saved; `ends` and `blocks` are loaded by themselves, and each text is to be noted once they are. */
  load(bytes: Uint8Array): void {
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(FIRST_ROOM, bytes.length));
    this.#bytes.set(bytes);
  }

  /** Notes the next of the texts that were loaded. */
  note(index: number): void {
    this.#letters.add(this.#bytes, this.#span(index));
  }

  get #end(): number {
    return this.ends.length === 0 ? 0 : this.ends.at(this.ends.length - 1);
  }

  #span(index: number): Span {
    return { start: this.#start(index), end: this.ends.at(index) };
  }

  #start(index: number): number {
    return index === 0 ? 0 : this.ends.at(index - 1);
  }

  #makeRoom(room: number): void {
    const more = Buffer.allocUnsafeSlow(room);
    more.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = more;
  }
}

function markAll(from: number, to: number, { marks, numbers }: SearchMarks): void {
  const moved = movedBy(from, to, numbers);
  if (moved !== undefined) marks.fill(1, from + moved, to + moved);
  else for (let at = from; at < to; at += 1) marks[numbers?.[at] as number] = 1;
}
