import { decodeText } from '../text/decoded-text.ts';
import { literalRanges, type TextRange } from './literal-ranges.ts';
import { textKind } from './text-kind.ts';

/**
 * Returns the file with line endings, trailing white space and one final newline made alike, as far as they mean nothing
 * in this kind of file; two files with the same form are the same text. Encoding and byte order mark are kept apart.
 */
export function textForm(path: string, bytes: Uint8Array): string | Uint8Array {
  const kind = textKind(path);
  const decoded = kind === 'exact' ? undefined : decodeText(bytes);
  if (decoded === undefined || isScriptWithCarriageReturns(decoded.text)) return bytes;
  const text = withoutFinalNewline(decoded.text.replaceAll('\r\n', '\n'));
  const form = kind === 'code' ? withoutTrailingSpace(text, path) : text;
  return `${decoded.encoding}${decoded.bom ? ' with mark' : ''}\n${form}`;
}

/** `#!/bin/sh\r` names another interpreter. */
export function isScriptWithCarriageReturns(text: string): boolean {
  return text.startsWith('#!') && text.includes('\r');
}

function withoutFinalNewline(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** Blanks behind a `\` stay (they end the continuation), and so does everything inside a literal of several lines. */
function withoutTrailingSpace(text: string, path: string): string {
  if (!/[ \t](?:\n|$)/.test(text)) return text;
  const kept = literalRanges(path, text);
  let offset = 0;
  let range = 0;
  const lines = text.split('\n').map((line) => {
    const end = offset + line.length;
    offset = end + 1;
    while ((kept[range]?.end ?? Infinity) <= end) range += 1;
    return isInside(kept[range], end) ? line : strippedLine(line);
  });
  return lines.join('\n');
}

/** True when the line's end, at `end`, lies inside the literal. */
function isInside(range: TextRange | undefined, end: number): boolean {
  return range !== undefined && range.start <= end && end < range.end;
}

function strippedLine(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1;
  return line[end - 1] === '\\' ? line : line.slice(0, end);
}
