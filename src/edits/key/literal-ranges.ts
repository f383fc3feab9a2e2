import { javascriptLiterals } from './javascript-literals.ts';
import { pythonLiterals } from './python-literals.ts';

/** Characters `start` up to `end` (exclusive). */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What can begin a literal of several lines, by language: from the first one on, all white space is kept. */
const OPENERS: readonly (readonly [RegExp, RegExp])[] = [
  [/\.go$/i, /`/],
  [/\.(?:java|kts?|scala|swift)$/i, /"""/],
  [/\.cs$/i, /@\$?"|"""/],
  [/\.(?:c|h|cc|cpp|cxx|hh|hpp)$/i, /R"/],
  [/\.json5$/i, /'|"/],
];

/** Returns, in order, the ranges of a code file in which white space at line ends is part of a value. */
export function literalRanges(path: string, text: string): readonly TextRange[] {
  if (/\.[cm]?[jt]sx?$/i.test(path)) return javascriptLiterals(path, text);
  if (/\.pyi?$/i.test(path)) return pythonLiterals(text);
  const opener = OPENERS.find(([paths]) => paths.test(path))?.[1];
  const start = opener?.exec(text)?.index;
  return start === undefined ? [] : [{ start, end: Infinity }];
}
