import { MicrofactoryError } from '../engine/error.ts';
import { findLines } from './apply/line-search.ts';
import { fenceOpening } from './formats/fence.ts';
import { isBlockMark } from './formats/search-block.ts';
import { alignLines, type LineSplice } from './text/line-alignment.ts';
import { lineTexts } from './text/text-lines.ts';

/**
 * Returns an answer in the default format that turns one text into the other, as small as it can be while every SEARCH
 * stands in only one place. Throws `internal` when no line differs. Line endings and the final newline are not an answer's
 * to say: they stay as the file has them.
 */
export function renderSearchReplace(options: {
  readonly path: string;
  readonly beforeText: string;
  readonly afterText: string;
  /** Unchanged lines to show around a change at least; default 0. */
  readonly contextLines?: number;
}): string {
  const before = lineTexts(options.beforeText);
  const after = lineTexts(options.afterText);
  const splices = alignLines(before, after);
  if (splices.length === 0) {
    const message = `Nothing to write as an edit of ${options.path}: no line differs.`;
    throw new MicrofactoryError({ code: 'internal', message });
  }
  if (before.every((line) => line.trim() === '')) return inFence(options.path, after);
  const hunks = uniqueHunks(before, splices, options.contextLines ?? 0);
  return inFence(
    options.path,
    hunks.flatMap((hunk) => blockLines(before, hunk)),
  );
}

/** A stretch of the old lines with the splices inside it. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly splices: readonly LineSplice[];
}

/** A hunk that grows into the one before takes it in, so that no block shows a line that another one changes. */
function uniqueHunks(before: readonly string[], splices: readonly LineSplice[], context: number): Hunk[] {
  const hunks: Hunk[] = [];
  for (const splice of splices) {
    let hunk = grown(before, { start: splice.start, end: splice.end, splices: [splice] }, context);
    for (let last = hunks.at(-1); last !== undefined && last.end >= hunk.start; last = hunks.at(-1)) {
      hunks.pop();
      hunk = union(last, hunk);
    }
    hunks.push(hunk);
  }
  return hunks;
}

function union(first: Hunk, second: Hunk): Hunk {
  const start = Math.min(first.start, second.start);
  return { start, end: Math.max(first.end, second.end), splices: [...first.splices, ...second.splices] };
}

/** Adds a line on each side in turn until the hunk has text and stands in one place only. */
function grown(before: readonly string[], hunk: Hunk, context: number): Hunk {
  let start = Math.max(0, hunk.start - context);
  let end = Math.min(before.length, hunk.end + context);
  for (let upwards = true; !isUnique(before, start, end); upwards = !upwards) {
    if (start === 0 && end === before.length) break;
    if ((upwards && start > 0) || end === before.length) start -= 1;
    else end += 1;
  }
  return { start, end, splices: hunk.splices };
}

function isUnique(before: readonly string[], start: number, end: number): boolean {
  const lines = before.slice(start, end);
  return lines.some((line) => line.trim() !== '') && findLines(before, lines).length === 1;
}

function blockLines(before: readonly string[], hunk: Hunk): string[] {
  const search = before.slice(hunk.start, hunk.end);
  const replace: string[] = [];
  let position = hunk.start;
  for (const splice of hunk.splices) {
    replace.push(...before.slice(position, splice.start), ...splice.lines);
    position = splice.end;
  }
  replace.push(...before.slice(position, hunk.end));
  const size = markSize([...search, ...replace]);
  return [
    `${'<'.repeat(size)} SEARCH`,
    ...search,
    '='.repeat(size),
    ...replace,
    `${'>'.repeat(size)} REPLACE`,
  ];
}

/** Seven, or more than any mark in the text itself. */
function markSize(lines: readonly string[]): number {
  const marks = lines.filter(isBlockMark).map((line) => /^[<=>]+/.exec(line)?.[0].length ?? 0);
  return Math.max(6, ...marks) + 1;
}

function inFence(path: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.map((line) => fenceOpening(line)?.length ?? 0));
  const fence = '`'.repeat(longest + 1);
  const language = /\.(\w+)$/.exec(path)?.[1] ?? 'text';
  const named = /[\s,}]/.test(path) ? `"${path}"` : path;
  return [`${fence}${language} path=${named}`, ...lines, fence, ''].join('\n');
}
