import { IntColumn } from './int-column.ts';
import type { Span } from './text-blocks.ts';

/** What lower-case texts are mostly made of: as many as two numbers have bits. */
const LETTERS = Buffer.from('0123456789abcdefghijklmnopqrstuvwxyz !"#$%&\'()*+,-./:;<=>?@[\\]^_');
const BIT_MASK = 31;
const NONE = -1;
/** The bit of each byte, NONE for what is no letter here. */
const BITS = new Int8Array(256).fill(NONE);
LETTERS.forEach((letter, bit) => (BITS[letter] = bit));

/** Which letters something consists of. */
export interface LetterSet {
  readonly low: number;
  readonly high: number;
}

/** Where to see which texts hold a letter. */
export interface LetterBit {
  readonly words: Int32Array;
  readonly bit: number;
}

/** Of each text, which letters it holds: whoever looks for a single digit need not look through the texts. */
export class Letters {
  readonly #low = new IntColumn();
  readonly #high = new IntColumn();

  /** Of each text, by number; the numbers are those of `setOf`. */
  get low(): Int32Array {
    return this.#low.values;
  }

  get high(): Int32Array {
    return this.#high.values;
  }

  /** Notes the next text. */
  add(bytes: Uint8Array, span: Span): void {
    const { low, high } = setOf(bytes, span);
    this.#low.push(low);
    this.#high.push(high);
  }

  /** Returns where to see which texts hold a letter; undefined for anything but a single letter. */
  find(wanted: Uint8Array): LetterBit | undefined {
    const bit = wanted.length === 1 ? (BITS[wanted[0] as number] as number) : NONE;
    if (bit === NONE) return undefined;
    return { words: bit <= BIT_MASK ? this.low : this.high, bit: bit & BIT_MASK };
  }
}

/** Returns the letters of a text. */
export function setOf(bytes: Uint8Array, { start, end }: Span): LetterSet {
  let low = 0;
  let high = 0;
  for (let at = start; at < end; at += 1) {
    const bit = BITS[bytes[at] as number] as number;
    if (bit === NONE) continue;
    if (bit <= BIT_MASK) low |= 1 << bit;
    else high |= 1 << (bit & BIT_MASK);
  }
  return { low, high };
}
