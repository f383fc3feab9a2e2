import { FOLDED } from './folded.ts';
import { PLACES_OF_BITS, TEXTS_IN_BLOCK, type TextBlock } from './text-block.ts';
import { pieceOfOne, pieceOfTwo, PIECES } from './text-pieces.ts';

/** Where a text lies among others. */
export interface Span {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

const FIRST_ROOM = 16_384;
const GROWTH = 1.5;
const NONE = -1;

// Of one text at a time, and of one block at a time: empty in between.
const isInText = new Uint8Array(PIECES);
const counts = new Int32Array(PIECES);
const places = new Int32Array(PIECES);

/** The last texts, fewer than a block holds, with the pieces that are in them. */
export class OpenBlock {
  /** A piece and a text that holds it, in one number. */
  #notes = new Int32Array(FIRST_ROOM);
  #noted = 0;
  #texts = 0;
  /** What the texts begin with, and how much of it all do. */
  #first = new Uint8Array(0);
  #shared = 0;

  get isFull(): boolean {
    return this.#texts === TEXTS_IN_BLOCK;
  }

  /** Takes the next text, in any case. */
  add(span: Span): void {
    if (this.#texts === 0) this.#begin(span);
    else this.#shared = sharedBytes(this.#first, this.#shared, span);
    this.#note(span);
    this.#texts += 1;
  }

  /** Returns what is in its texts, once it is full, and is empty again. */
  close(): TextBlock {
    const pieces = this.#count();
    const block = this.#block(pieces);
    for (const piece of pieces) counts[piece] = 0;
    this.#noted = 0;
    this.#texts = 0;
    return block;
  }

  #begin({ bytes, start, end }: Span): void {
    this.#first = bytes.slice(start, end).map((byte) => FOLDED[byte] as number);
    this.#shared = this.#first.length;
  }

  #note({ bytes, start, end }: Span): void {
    this.#makeRoom(this.#noted + Math.min(PIECES, 2 * (end - start)));
    const first = this.#noted;
    let before = NONE;
    for (let at = start; at < end; at += 1) {
      const letter = FOLDED[bytes[at] as number] as number;
      this.#add(pieceOfOne(letter));
      if (before !== NONE) this.#add(pieceOfTwo(before, letter));
      before = letter;
    }
    for (let at = first; at < this.#noted; at += 1) isInText[pieceIn(this.#notes[at] as number)] = 0;
  }

  #add(piece: number): void {
    if (isInText[piece] === 1) return;
    isInText[piece] = 1;
    this.#notes[this.#noted] = piece * TEXTS_IN_BLOCK + this.#texts;
    this.#noted += 1;
  }

  /** Counts the texts of each piece; returns the pieces. */
  #count(): Int32Array {
    const pieces: number[] = [];
    for (let at = 0; at < this.#noted; at += 1) {
      const piece = pieceIn(this.#notes[at] as number);
      if (counts[piece] === 0) pieces.push(piece);
      counts[piece]! += 1;
    }
    return Int32Array.from(pieces).sort();
  }

  #block(pieces: Int32Array): TextBlock {
    const ends = new Int32Array(pieces.length);
    let end = 0;
    pieces.forEach((piece, index) => {
      places[piece] = end;
      end += placesFor(counts[piece] as number);
      ends[index] = end;
    });
    const all = new Uint16Array(end);
    for (let at = 0; at < this.#noted; at += 1) put(all, this.#notes[at] as number);
    return { pieces, ends, places: all, shared: this.#first.slice(0, this.#shared) };
  }

  #makeRoom(room: number): void {
    if (room <= this.#notes.length) return;
    const more = new Int32Array(Math.ceil(room * GROWTH));
    more.set(this.#notes);
    this.#notes = more;
  }
}

function pieceIn(note: number): number {
  return Math.floor(note / TEXTS_IN_BLOCK);
}

function placesFor(count: number): number {
  return count === TEXTS_IN_BLOCK ? 0 : Math.min(count, PLACES_OF_BITS);
}

function put(all: Uint16Array, note: number): void {
  const piece = pieceIn(note);
  const text = note % TEXTS_IN_BLOCK;
  const count = counts[piece] as number;
  if (count === TEXTS_IN_BLOCK) return;
  const place = places[piece] as number;
  if (count >= PLACES_OF_BITS) {
    all[place + (text >> 4)]! |= 1 << (text & 15);
    return;
  }
  all[place] = text;
  places[piece] = place + 1;
}

/** How many of so many bytes a text begins with as well. */
function sharedBytes(first: Uint8Array, most: number, { bytes, start, end }: Span): number {
  const longest = Math.min(most, end - start);
  let length = 0;
  while (length < longest && first[length] === FOLDED[bytes[start + length] as number]) length += 1;
  return length;
}
