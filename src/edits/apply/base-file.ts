import { decodeText, type DecodedText } from '../text/decoded-text.ts';
import { splitLines, type TextLine } from '../text/text-lines.ts';

/** A file before its edits, decoded once. */
export interface BaseFile {
  readonly decoded: DecodedText;
  readonly lines: readonly TextLine[];
  readonly texts: readonly string[];
}

/** Returns the file's lines, or undefined when it is binary. */
export function baseFile(bytes: Uint8Array): BaseFile | undefined {
  const decoded = decodeText(bytes);
  return decoded === undefined ? undefined : withLines(decoded);
}

/** Returns what a file that is not there yet starts from: empty UTF-8. */
export function newFile(): BaseFile {
  return withLines({ text: '', encoding: 'utf-8', bom: false });
}

function withLines(decoded: DecodedText): BaseFile {
  const lines = splitLines(decoded.text);
  return { decoded, lines, texts: lines.map((line) => line.text) };
}
