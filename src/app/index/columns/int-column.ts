const FIRST_ROOM = 256;
/** Room grows by about an eighth: twice would leave half of a million steps' memory unused. */
const GROWTH = 1.11;
/** Columns of one length grow each at another time: together, they would hold the process for long. */
const STAGGER = 0.001;
const STAGGERED = 32;
let columns = 0;

/** A growing list of 32-bit whole numbers: what a million steps can be kept in. */
export class IntColumn {
  #values = new Int32Array(FIRST_ROOM);
  #length = 0;
  readonly #growth: number;

  constructor() {
    columns += 1;
    this.#growth = GROWTH + (columns % STAGGERED) * STAGGER;
  }

  get length(): number {
    return this.#length;
  }

  /** The numbers themselves, for loops over very many; only those below the length count, and only until one is added. */
  get values(): Int32Array {
    return this.#values;
  }

  /** Returns the number at a place that was filled. */
  at(index: number): number {
    return this.#values[index] as number;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  add(index: number, amount: number): void {
    this.#values[index] = this.at(index) + amount;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#makeRoom(Math.ceil(this.#length * this.#growth));
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** Returns what it holds as bytes, to be saved; they change with it. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#values.buffer, 0, this.#length * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Takes over what was saved. */
  load(bytes: Uint8Array): void {
    this.#length = bytes.length / Int32Array.BYTES_PER_ELEMENT;
    this.#makeRoom(Math.max(FIRST_ROOM, this.#length));
    new Uint8Array(this.#values.buffer).set(bytes);
  }

  #makeRoom(room: number): void {
    const more = new Int32Array(room);
    more.set(this.#values.subarray(0, Math.min(room, this.#values.length)));
    this.#values = more;
  }
}
