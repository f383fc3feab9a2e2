export type DiffLineKind = 'added' | 'removed' | 'context' | 'hunk' | 'file';

export interface DiffLine {
  readonly kind: DiffLineKind;
  readonly text: string;
}

export interface ShownDiff {
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
  /** Lines that are not shown. */
  readonly left: number;
}

/** So much of a line is read at a glance; minified files have lines of a megabyte. */
const LONGEST = 400;

/** Reads a unified diff as lines to show, at most `most` of them. */
export function diffLines(diff: string, most: number): ShownDiff {
  const all = readLines(diff);
  return {
    lines: all.slice(0, most),
    added: all.filter(({ kind }) => kind === 'added').length,
    removed: all.filter(({ kind }) => kind === 'removed').length,
    left: Math.max(0, all.length - most),
  };
}

/** Between a file's header and its hunks, `---` and `+++` are names; within a hunk they are removed and added text. */
function readLines(diff: string): DiffLine[] {
  const lines = diff.split('\n');
  if (lines.at(-1) === '') lines.pop();
  let left = { before: 0, after: 0 };
  return lines.map((line) => {
    const inHunk = left.before > 0 || left.after > 0;
    const kind = inHunk ? kindInHunk(line) : kindOfHeader(line);
    if (kind === 'hunk') left = sizesOf(line);
    else if (inHunk && !line.startsWith('\\')) left = countedDown(left, kind);
    return { kind, text: line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line };
  });
}

interface LinesLeft {
  readonly before: number;
  readonly after: number;
}

function kindInHunk(line: string): DiffLineKind {
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'context';
}

function kindOfHeader(line: string): DiffLineKind {
  if (line.startsWith('@@')) return 'hunk';
  return /^(---|\+\+\+|diff |index |new file|deleted file|rename |Index: |===)/.test(line)
    ? 'file'
    : kindInHunk(line);
}

function sizesOf(line: string): LinesLeft {
  const match = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
  return { before: Number(match?.[1] ?? 1), after: Number(match?.[2] ?? 1) };
}

function countedDown({ before, after }: LinesLeft, kind: DiffLineKind): LinesLeft {
  return {
    before: kind === 'added' ? before : before - 1,
    after: kind === 'removed' ? after : after - 1,
  };
}
