/** The opening line of a Markdown code fence. */
export interface FenceOpening {
  readonly indent: number;
  readonly mark: '`' | '~';
  readonly length: number;
  /** What follows the marks, trimmed. */
  readonly info: string;
}

/** Longer lines are content, never marks: keeps every test on a line short. */
const MAX_MARK_LINE = 2000;

const FENCE = /^([ \t]*)(`{3,}|~{3,})(.*)$/;

/** Returns what the line opens when it can open a fence. */
export function fenceOpening(line: string): FenceOpening | undefined {
  if (line.length > MAX_MARK_LINE) return undefined;
  const found = FENCE.exec(line);
  if (found === null) return undefined;
  const [, indent = '', marks = '', info = ''] = found;
  const mark = marks.startsWith('~') ? '~' : '`';
  if (mark === '`' && info.includes('`')) return undefined;
  return { indent: indent.length, mark, length: marks.length, info: info.trim() };
}

/** True when the line ends the fence: at least as many of the same marks, and nothing after them. */
export function endsFence(line: string, opening: FenceOpening): boolean {
  const end = fenceOpening(line);
  return end !== undefined && end.info === '' && end.mark === opening.mark && end.length >= opening.length;
}

/** Returns the line without the indentation that its fence has (a fence inside a list is indented as a whole). */
export function withoutFenceIndent(line: string, opening: FenceOpening): string {
  let width = 0;
  while (width < opening.indent && (line[width] === ' ' || line[width] === '\t')) width += 1;
  return line.slice(width);
}

/**
 * Returns the index of the line that ends the fence opened at `at`, or undefined. A line inside that opens a fence with a
 * language opens a nested one, as in a Markdown file that is given whole.
 */
export function fenceEnd(lines: readonly string[], at: number, opening: FenceOpening): number | undefined {
  let depth = 1;
  for (let index = at + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (endsFence(line, opening)) depth -= 1;
    else if (opensNested(line, opening)) depth += 1;
    if (depth === 0) return index;
  }
  return undefined;
}

function opensNested(line: string, outer: FenceOpening): boolean {
  const inner = fenceOpening(line);
  return (
    inner !== undefined && inner.mark === outer.mark && inner.length >= outer.length && inner.info !== ''
  );
}
