import { editProblem, type EditProblem } from '../edit-problem.ts';

const SEARCH_MARK = /^(<{5,20}) ?SEARCH>?\s*?(?: (\S+))?\s*$/;
const REPLACE_MARK = /^(>{5,20}) ?REPLACE\s*$/;
const DIVIDER = /^={5,20}\s*$/;
const MAX_MARK_LINE = 400;

/** What stands between `<<<<<<< SEARCH` and `>>>>>>> REPLACE`. */
export interface SearchBlock {
  readonly search: readonly string[];
  readonly replace: readonly string[];
  /** A path behind the opening mark, as some write it. */
  readonly pathOnMark?: string;
}

export type BlockReading =
  | { readonly ok: true; readonly block: SearchBlock; readonly next: number }
  | { readonly ok: false; readonly problem: EditProblem; readonly next: number };

/** True when the line is `<<<<<<< SEARCH`. */
export function opensBlock(line: string): boolean {
  return searchMark(line) !== undefined;
}

/** True for any line that a block is made of; a file with such lines needs longer marks. */
export function isBlockMark(line: string): boolean {
  if (line.length > MAX_MARK_LINE) return false;
  return opensBlock(line) || REPLACE_MARK.test(line) || DIVIDER.test(line);
}

/** True when the line is `>>>>>>> REPLACE`. */
export function endsBlock(line: string): boolean {
  return line.length <= MAX_MARK_LINE && REPLACE_MARK.test(line);
}

/**
 * Reads the block whose opening mark is at `at`. Marks of the opening's own length win, so that a file with `=======` in it
 * can be edited with longer marks. `next` is the line after the block.
 */
export function readBlock(lines: readonly string[], at: number, label: string): BlockReading {
  const opening = searchMark(lines[at] ?? '');
  const size = opening?.size ?? 7;
  const end = blockEnd(lines, at, size);
  if (end === undefined) {
    const reason = `${label} has no closing ">>>>>>> REPLACE".`;
    return {
      ok: false,
      problem: editProblem('format-unclosed', reason, lines.slice(at, at + 8)),
      next: at + 1,
    };
  }
  const inside = lines.slice(at + 1, end);
  const dividers = dividerIndices(inside, size);
  const [divider] = dividers;
  if (divider === undefined || dividers.length > 1) {
    return {
      ok: false,
      problem: dividerProblem(label, dividers.length, lines.slice(at, end + 1)),
      next: end + 1,
    };
  }
  const block = { search: inside.slice(0, divider), replace: inside.slice(divider + 1) };
  const path = opening?.path;
  return { ok: true, block: path === undefined ? block : { ...block, pathOnMark: path }, next: end + 1 };
}

function searchMark(line: string): { readonly size: number; readonly path: string | undefined } | undefined {
  if (line.length > MAX_MARK_LINE) return undefined;
  const found = SEARCH_MARK.exec(line);
  return found === null ? undefined : { size: (found[1] ?? '').length, path: found[2] };
}

function blockEnd(lines: readonly string[], at: number, size: number): number | undefined {
  let looseEnd: number | undefined;
  for (let index = at + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (searchMark(line)?.size === size) break;
    if (!endsBlock(line)) continue;
    if (line.trimEnd() === `${'>'.repeat(size)} REPLACE`) return index;
    looseEnd ??= index;
  }
  return looseEnd;
}

function dividerIndices(inside: readonly string[], size: number): number[] {
  const dividers = inside.flatMap((line, index) =>
    line.length <= MAX_MARK_LINE && DIVIDER.test(line) ? [index] : [],
  );
  const exact = dividers.filter((index) => inside[index]?.trimEnd().length === size);
  return exact.length > 0 ? exact : dividers;
}

function dividerProblem(label: string, count: number, block: readonly string[]): EditProblem {
  if (count === 0)
    return editProblem(
      'format-unclosed',
      `${label} has no "=======" line between SEARCH and REPLACE.`,
      block,
    );
  const reason = `${label} has ${count} "=======" lines, so where SEARCH ends cannot be told; longer marks, alike in all three, would say.`;
  return editProblem('format-unclosed', reason, block);
}
