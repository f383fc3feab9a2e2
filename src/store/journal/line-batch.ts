import { sealLine } from './line.ts';

/** Room that a batch begins with, and the most that it keeps for the next. */
const USUAL_BYTES = 512 * 1024;
const MOST_BYTES_A_CHARACTER = 3;

/** Lines that leave in one write. Each is encoded as it comes: as text it would be copied twice more, and live to be collected. */
export class LineBatch {
  #buffer = Buffer.alloc(0);
  #length = 0;

  /** Bytes of all lines. */
  get length(): number {
    return this.#length;
  }

  /** The lines; valid until `clear`. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Takes a drafted line; returns its checksum. */
  add(draft: string): string {
    this.#makeRoomFor(draft);
    const from = this.#length;
    this.#length += this.#buffer.write(draft, from);
    return sealLine(this.#buffer, from, this.#length);
  }

  clear(): void {
    this.#length = 0;
    if (this.#buffer.length > USUAL_BYTES) this.#buffer = Buffer.alloc(0);
  }

  #makeRoomFor(draft: string): void {
    const room = this.#buffer.length - this.#length;
    if (draft.length * MOST_BYTES_A_CHARACTER <= room) return;
    const needed = this.#length + Buffer.byteLength(draft);
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(USUAL_BYTES, 2 * needed));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
