import { FOLDED } from './folded.ts';

const BYTES = 256;

/** Looks for some bytes, in lower case, in texts of any case: by where the text before had them, and else from their last byte on. */
export class Finder {
  readonly #wanted: Uint8Array;
  /** By the byte where the last one is wanted: how much further they may begin at the soonest; 0 when it is that one. */
  readonly #steps: Int32Array;
  /** How far from its beginning the last text had them. */
  #usual = 0;

  /** `wanted`: a byte at least. */
  constructor(wanted: Uint8Array) {
    this.#wanted = wanted;
    const last = wanted.length - 1;
    this.#steps = Int32Array.from({ length: BYTES }, (_none, byte) => {
      const place = wanted.lastIndexOf(FOLDED[byte] as number);
      return place < 0 ? wanted.length : last - place;
    });
  }

  /** Returns whether the bytes are between two places. */
  isBetween(bytes: Uint8Array, start: number, end: number): boolean {
    const steps = this.#steps;
    const before = this.#wanted.length - 1;
    const usual = start + this.#usual;
    if (usual + before < end && this.#isAt(bytes, usual)) return true;
    for (let last = start + before; last < end;) {
      const step = steps[bytes[last] as number] as number;
      if (step === 0 && this.#isAt(bytes, last - before)) {
        this.#usual = last - before - start;
        return true;
      }
      last += Math.max(1, step);
    }
    return false;
  }

  #isAt(bytes: Uint8Array, at: number): boolean {
    const wanted = this.#wanted;
    for (let offset = 0; offset < wanted.length; offset += 1) {
      if (FOLDED[bytes[at + offset] as number] !== wanted[offset]) return false;
    }
    return true;
  }
}
