import { IntColumn } from './int-column.ts';

const FIRST_ROOM = 4096;
const GROWTH = 1.25;
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

  /** Calls back with each text that contains the other one, in order. */
  containing(text: string, found: (index: number) => void): void {
    const wanted = Buffer.from(text);
    const [first] = wanted;
    const bytes = this.#bytes;
    const last = this.#end - wanted.length;
    let index = 0;
    for (let at = 0; at <= last; at += 1) {
      if (bytes[at] !== first || !begins(bytes, at, wanted)) continue;
      while (this.ends.at(index) <= at) index += 1;
      if (at + wanted.length > this.ends.at(index)) continue;
      found(index);
      at = this.ends.at(index) - 1;
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

function begins(bytes: Buffer, at: number, wanted: Buffer): boolean {
  for (let offset = 1; offset < wanted.length; offset += 1) {
    if (bytes[at + offset] !== wanted[offset]) return false;
  }
  return true;
}
