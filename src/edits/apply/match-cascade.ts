import { findLines } from './line-search.ts';
import { consistentIndentation, type IndentationMap } from './indentation.ts';
import { plainPunctuation } from './punctuation.ts';

/** The steps of the cascade, each looser than the one before. There is none by edit distance, on purpose. */
export type MatchStep =
  | 'exact'
  | 'trailing-space' // white space at line ends ignored
  | 'trimmed' // and blank lines at both ends of the block
  | 'punctuation' // and typographic punctuation
  | 'indentation'; // and the indentation, when one in SEARCH always stands for one in the file

/** Where a block stands: `lineCount` lines from `start` (from 0) of the file, `skipped` lines of SEARCH left out in front. */
export interface Match {
  readonly start: number;
  readonly lineCount: number;
  readonly skipped: number;
  readonly indentation?: IndentationMap;
}

export interface MatchResult {
  readonly step: MatchStep;
  /** All places that match at that step; more than one is a refusal. */
  readonly matches: readonly Match[];
}

interface CascadeStep {
  readonly name: MatchStep;
  /** What of a line is compared. */
  readonly compared: (line: string) => string;
  readonly trimsBlock: boolean;
  readonly mapsIndentation: boolean;
}

const withoutTrailingSpace = (line: string): string => line.trimEnd();
const plain = (line: string): string => plainPunctuation(line).trimEnd();

const CASCADE: readonly CascadeStep[] = [
  { name: 'exact', compared: (line) => line, trimsBlock: false, mapsIndentation: false },
  { name: 'trailing-space', compared: withoutTrailingSpace, trimsBlock: false, mapsIndentation: false },
  { name: 'trimmed', compared: withoutTrailingSpace, trimsBlock: true, mapsIndentation: false },
  { name: 'punctuation', compared: plain, trimsBlock: true, mapsIndentation: false },
  {
    name: 'indentation',
    compared: (line) => plain(line).trimStart(),
    trimsBlock: true,
    mapsIndentation: true,
  },
];

/** Returns the places where the block stands at the first step that finds any; undefined when none does. */
export function matchBlock(lines: readonly string[], search: readonly string[]): MatchResult | undefined {
  for (const step of CASCADE) {
    const matches = matchesAt(step, lines, search);
    if (matches.length > 0) return { step: step.name, matches };
  }
  return undefined;
}

function matchesAt(step: CascadeStep, lines: readonly string[], search: readonly string[]): Match[] {
  const { wanted, skipped } = step.trimsBlock ? withoutBlankEnds(search) : { wanted: search, skipped: 0 };
  const starts = findLines(lines.map(step.compared), wanted.map(step.compared));
  const matches = starts.map((start): Match => ({ start, lineCount: wanted.length, skipped }));
  if (!step.mapsIndentation) return matches;
  return matches.flatMap((match) => {
    const found = lines.slice(match.start, match.start + match.lineCount);
    const indentation = consistentIndentation(wanted, found);
    return indentation === undefined ? [] : [{ ...match, indentation }];
  });
}

/** Returns the block without blank lines at its ends, and how many were left out in front. */
export function withoutBlankEnds(block: readonly string[]): {
  readonly wanted: readonly string[];
  readonly skipped: number;
} {
  const isText = (line: string): boolean => line.trim() !== '';
  const first = block.findIndex(isText);
  if (first === -1) return { wanted: [], skipped: 0 };
  return { wanted: block.slice(first, block.findLastIndex(isText) + 1), skipped: first };
}
