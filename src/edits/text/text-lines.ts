/** A line's own ending; '' only for a last line without one. */
export type LineEnding = '\n' | '\r\n' | '\r' | '';

export interface TextLine {
  readonly text: string;
  readonly ending: LineEnding;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Returns the lines of the text, each with its own ending; joined again they are the text. Empty text has no lines. */
export function splitLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  for (let end = 0; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    const ending = code === LINE_FEED ? '\n' : text.charCodeAt(end + 1) === LINE_FEED ? '\r\n' : '\r';
    lines.push({ text: text.slice(start, end), ending });
    start = end + ending.length;
    end = start - 1;
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
