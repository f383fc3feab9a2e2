/** A line's own ending; '' only for a last line without one. */
export type LineEnding = '\n' | '\r\n' | '\r' | '';

export interface TextLine {
  readonly text: string;
  readonly ending: LineEnding;
}

/** Returns the lines of the text, each with its own ending; joined again they are the text. Empty text has no lines. */
export function splitLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  for (const found of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ text: text.slice(start, found.index), ending: found[0] as LineEnding });
    start = found.index + found[0].length;
  }
  if (start < text.length) lines.push({ text: text.slice(start), ending: '' });
  return lines;
}

/** Returns the lines without their endings; a trailing newline adds no empty line. */
export function lineTexts(text: string): string[] {
  return splitLines(text).map((line) => line.text);
}

/** Returns the lines as one text in which every line ends with `\n`, so that no line and one empty line differ. */
export function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
