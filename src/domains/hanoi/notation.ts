import type { Move } from './position.ts';

const ZERO = '0'.charCodeAt(0);
const FIRST_PEG = 'A'.charCodeAt(0);
const LAST_PEG = 'C'.charCodeAt(0);

/**
 * Reads words, disks and pegs from left to right; after the first thing that is not there, nothing is. A million answers
 * and states are read in a session, and regular expressions take four times as long.
 */
export class Notation {
  readonly #text: string;
  #at = 0;
  #isSound = true;

  constructor(text: string) {
    this.#text = text;
  }

  /** True when everything that was asked for was there, and nothing is left. */
  get isWhole(): boolean {
    return this.#isSound && this.#at === this.#text.length;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  words(words: string): void {
    if (this.#text.startsWith(words, this.#at)) this.#at += words.length;
    else this.#isSound = false;
  }

  /** Returns a number of one or two digits; NaN when there is none. */
  disk(): number {
    const first = this.#digit();
    if (first === undefined) {
      this.#isSound = false;
      return Number.NaN;
    }
    const second = this.#digit();
    return second === undefined ? first : first * 10 + second;
  }

  /** Returns one peg; empty when there is none. */
  peg(): string {
    const at = this.#at;
    if (isPeg(this.#text.charCodeAt(at))) this.#at += 1;
    else this.#isSound = false;
    return this.#text.slice(at, this.#at);
  }

  /** Returns as many pegs as there are; empty, and nothing is sound, when there is none. */
  pegs(): string {
    const from = this.#at;
    let end = from;
    while (isPeg(this.#text.charCodeAt(end))) end += 1;
    if (end === from) this.#isSound = false;
    this.#at = end;
    return this.#text.slice(from, end);
  }

  /** Returns a move without spaces: `3AC`. */
  move(): Move {
    return { disk: this.disk(), from: this.peg(), to: this.peg() };
  }

  #digit(): number | undefined {
    const digit = this.#text.charCodeAt(this.#at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    this.#at += 1;
    return digit;
  }
}

/** False beyond the end of a text, where the code is NaN. */
function isPeg(code: number): boolean {
  return code >= FIRST_PEG && code <= LAST_PEG;
}
