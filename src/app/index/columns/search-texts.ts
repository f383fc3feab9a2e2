import type { LetterBit, Letters, LetterSet } from './letters.ts';

/** Texts that lie one behind the other, from one up to another, itself not. */
export interface TextRange {
  readonly bytes: Uint8Array;
  /** Where each text ends. */
  readonly ends: Int32Array;
  /** Which letters each holds. */
  readonly letters: Letters;
  readonly from: number;
  readonly to: number;
  /** Where the first one begins. */
  readonly start: number;
  /** So many bytes at the beginning of each are passed over. */
  readonly passed: number;
}

/** What is looked for. */
export interface Wanted {
  readonly bytes: Uint8Array;
  readonly letters: LetterSet;
}

export interface SearchMarks {
  /** Set to 1 for each text that was found. */
  readonly marks: Uint8Array;
  /** What texts are marked by, ascending; without, by their own number. */
  readonly numbers?: Int32Array | undefined;
}

/** Returns whether bytes are found between two places. */
export function occurs(bytes: Uint8Array, wanted: Uint8Array, start: number, end: number): boolean {
  const last = end - wanted.length;
  for (let at = start; at <= last; at += 1) if (begins(bytes, at, wanted)) return true;
  return false;
}

/** Marks the texts from one up to another, itself not, that hold a letter. Without branches: nobody can foretell where a digit occurs, and a wrong guess takes as long as ten comparisons. */
export function markHolding(
  { words, bit }: LetterBit,
  { from, to }: { readonly from: number; readonly to: number },
  { marks, numbers }: SearchMarks,
): void {
  const moved = movedBy(from, to, numbers);
  if (moved !== undefined)
    for (let text = from; text < to; text += 1) marks[text + moved]! |= ((words[text] as number) >>> bit) & 1;
  else
    for (let text = from; text < to; text += 1)
      marks[numbers?.[text] as number]! |= ((words[text] as number) >>> bit) & 1;
}

/** Returns by how much what texts are marked by is more than their own numbers; undefined where that differs. */
export function movedBy(from: number, to: number, numbers: Int32Array | undefined): number | undefined {
  if (numbers === undefined) return 0;
  const first = numbers[from] as number;
  return (numbers[to - 1] as number) - first === to - 1 - from ? first - from : undefined;
}

/** Marks the texts that contain what is wanted, a byte at least. */
export function markContaining(
  texts: TextRange,
  { bytes: wanted, letters }: Wanted,
  found: SearchMarks,
): void {
  const { bytes, ends, from, to, passed } = texts;
  const { low, high } = texts.letters;
  let { start } = texts;
  for (let text = from; text < to; text += 1) {
    const end = ends[text] as number;
    const lacks = (~(low[text] as number) & letters.low) | (~(high[text] as number) & letters.high);
    if (lacks === 0 && occurs(bytes, wanted, start + passed, end))
      found.marks[found.numbers === undefined ? text : (found.numbers[text] as number)] = 1;
    start = end;
  }
}

function begins(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let offset = 0; offset < wanted.length; offset += 1) {
    if (bytes[at + offset] !== wanted[offset]) return false;
  }
  return true;
}
