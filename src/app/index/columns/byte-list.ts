import { IntColumn } from './int-column.ts';

const FIRST_ROOM = 4096;
const GROWTH = 1.125;
/** A character takes at most so many bytes in UTF-8. */
const MOST_BYTES = 3;

/** A growing list of texts, kept as bytes one behind the other: a string each would cost several times as much. */
export class ByteList {
  /** Where each text ends. */
  readonly ends = new IntColumn();
  #bytes = Buffer.alloc(FIRST_ROOM);

  get length(): number {
    return this.ends.length;
  }

  get(index: number): string {
    return this.#bytes.toString('utf8', this.#start(index), this.ends.at(index));
  }

  push(text: string): void {
    const start = this.#end;
    const room = start + text.length * MOST_BYTES;
    if (room > this.#bytes.length) this.#makeRoom(Math.ceil(room * GROWTH));
    this.ends.push(start + this.#bytes.write(text, start));
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

  /** Calls back with each text, from one on, that contains another one; in order. */
  containing(text: string, from: number, found: (index: number) => void): void {
    if (from >= this.length) return;
    const search = new Search(this.#bytes, Buffer.from(text), this.#end);
    const ends = this.ends.values;
    let index = from;
    for (let at = search.next(this.#start(from)); at >= 0;) {
      while ((ends[index] as number) <= at) index += 1;
      const end = ends[index] as number;
      if (at + search.length > end) {
        at = search.next(at + 1);
        continue;
      }
      found(index);
      at = search.next(end);
    }
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  /** Takes over what was saved; `ends` is loaded by itself. */
  load(bytes: Uint8Array): void {
    this.#bytes = Buffer.alloc(Math.max(FIRST_ROOM, bytes.length));
    this.#bytes.set(bytes);
  }

  get #end(): number {
    return this.ends.length === 0 ? 0 : this.ends.at(this.ends.length - 1);
  }

  #start(index: number): number {
    return index === 0 ? 0 : this.ends.at(index - 1);
  }

  #makeRoom(room: number): void {
    const more = Buffer.alloc(room);
    more.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = more;
  }
}

/** Finding what is rare is quickest in one call; of what is everywhere, each call costs more than it skips. */
const MOST_CALLS = 1000;

class Search {
  readonly length: number;
  readonly #bytes: Buffer;
  readonly #wanted: Buffer;
  /** Where it can begin at most. */
  readonly #last: number;
  #calls = 0;

  constructor(bytes: Buffer, wanted: Buffer, end: number) {
    this.#bytes = bytes;
    this.#wanted = wanted;
    this.#last = end - wanted.length;
    this.length = wanted.length;
  }

  /** Returns where it occurs from a place on; -1 where it does not. */
  next(from: number): number {
    this.#calls += 1;
    if (this.#calls > MOST_CALLS) return this.#nextByByte(from);
    const at = this.#bytes.indexOf(this.#wanted, from);
    return at > this.#last ? -1 : at;
  }

  #nextByByte(from: number): number {
    const bytes = this.#bytes;
    const wanted = this.#wanted;
    const first = wanted[0];
    for (let at = from; at <= this.#last; at += 1) {
      if (bytes[at] === first && begins(bytes, at, wanted)) return at;
    }
    return -1;
  }
}

function begins(bytes: Buffer, at: number, wanted: Buffer): boolean {
  for (let offset = 1; offset < wanted.length; offset += 1) {
    if (bytes[at + offset] !== wanted[offset]) return false;
  }
  return true;
}
