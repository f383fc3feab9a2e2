/** Texts that lie one behind the other, from one up to another, itself not. */
export interface TextRange {
  readonly bytes: Uint8Array;
  /** Where each text ends. */
  readonly ends: Int32Array;
  readonly from: number;
  readonly to: number;
  /** Where the first one begins. */
  readonly start: number;
  /** So many bytes at the beginning of each are passed over. */
  readonly passed: number;
}

export interface SearchMarks {
  /** Set to 1 for each text that was found. */
  readonly marks: Uint8Array;
  /** What texts are marked by, ascending; without, by their own number. */
  readonly numbers?: Int32Array | undefined;
}

/** Returns whether bytes are found between two places. */
export function occurs(
  bytes: Uint8Array,
  wanted: Uint8Array,
  between: { start: number; end: number },
): boolean {
  const last = between.end - wanted.length;
  for (let at = between.start; at <= last; at += 1) if (begins(bytes, at, wanted)) return true;
  return false;
}

/** Texts of up to so many bytes are in very many others. */
const SHORT = 2;

/** Marks the texts that contain what is wanted, a byte at least. One byte more must lie behind the last text; it says nothing. */
export function markContaining(texts: TextRange, wanted: Uint8Array, found: SearchMarks): void {
  if (wanted.length <= SHORT) markShort(texts, wanted, found);
  else markLong(texts, wanted, found);
}

/** Without branches: nobody can foretell where a digit occurs, and a wrong guess takes as long as ten comparisons. */
function markShort(texts: TextRange, wanted: Uint8Array, { marks, numbers }: SearchMarks): void {
  const { bytes, ends, from, to, passed } = texts;
  const before = wanted.length - 1;
  const first = wanted[0] as number;
  const second = wanted[1] ?? 0;
  const compared = wanted.length === SHORT ? 0xff : 0;
  let { start } = texts;
  for (let text = from; text < to; text += 1) {
    const end = ends[text] as number;
    let found = 0;
    for (let at = start + passed; at < end - before; at += 1) {
      const differs = ((bytes[at] as number) ^ first) | (((bytes[at + 1] as number) ^ second) & compared);
      found |= (differs - 1) >>> 31;
    }
    marks[numbers === undefined ? text : (numbers[text] as number)]! |= found;
    start = end;
  }
}

function markLong(texts: TextRange, wanted: Uint8Array, { marks, numbers }: SearchMarks): void {
  const { bytes, ends, from, to, passed } = texts;
  let { start } = texts;
  for (let text = from; text < to; text += 1) {
    const end = ends[text] as number;
    const last = end - wanted.length;
    for (let at = start + passed; at <= last; at += 1) {
      if (!begins(bytes, at, wanted)) continue;
      marks[numbers === undefined ? text : (numbers[text] as number)] = 1;
      break;
    }
    start = end;
  }
}

function begins(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let offset = 0; offset < wanted.length; offset += 1) {
    if (bytes[at + offset] !== wanted[offset]) return false;
  }
  return true;
}
