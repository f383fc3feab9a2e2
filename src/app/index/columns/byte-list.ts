import { IntColumn } from './int-column.ts';

const FIRST_ROOM = 4096;
const GROWTH = 1.125;
/** A character takes at most so many bytes in UTF-8. */
const MOST_BYTES = 3;

/** A growing list of texts, kept as bytes one behind the other: a string each would cost several times as much. */
export class ByteList {
  /** Where each text ends. */
  readonly ends = new IntColumn();
  #room = Buffer.alloc(FIRST_ROOM);

  get length(): number {
    return this.ends.length;
  }

  get(index: number): string {
    return this.#room.toString('utf8', this.start(index), this.ends.at(index));
  }

  push(text: string): void {
    const start = this.#end;
    const room = start + text.length * MOST_BYTES;
    if (room > this.#room.length) this.#makeRoom(Math.ceil(room * GROWTH));
    this.ends.push(start + this.#room.write(text, start));
  }

  holds(index: number, text: string): boolean {
    const start = this.start(index);
    const length = this.ends.at(index) - start;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127) return this.get(index) === text;
      if (code !== this.#room[start + at]) return false;
    }
    return length === text.length;
  }

  /** Where a text begins. */
  start(index: number): number {
    return index === 0 ? 0 : this.ends.at(index - 1);
  }

  /** The bytes of the texts and more behind them, until one is added. */
  get room(): Uint8Array {
    return this.#room;
  }

  /** The bytes of all texts, to be saved; they change with it. */
  get bytes(): Uint8Array {
    return this.#room.subarray(0, this.#end);
  }

  /** Takes over what was saved; `ends` is loaded by itself. */
  load(bytes: Uint8Array): void {
    this.#room = Buffer.allocUnsafeSlow(Math.max(FIRST_ROOM, bytes.length));
    this.#room.set(bytes);
  }

  get #end(): number {
    return this.ends.length === 0 ? 0 : this.ends.at(this.ends.length - 1);
  }

  #makeRoom(room: number): void {
    const more = Buffer.allocUnsafeSlow(room);
    more.set(this.#room.subarray(0, this.#end));
    this.#room = more;
  }
}
