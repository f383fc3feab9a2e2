/** V8's coverage of one function: ranges from outer to inner, each overruling what holds it. */
export interface FunctionRanges {
  readonly ranges: readonly {
    readonly startOffset: number;
    readonly endOffset: number;
    readonly count: number;
  }[];
}

/** True for each UTF-16 unit of the text that ran; what no range covers did not. */
export function executedUnits(length: number, functions: readonly FunctionRanges[]): Uint8Array {
  const executed = new Uint8Array(length);
  // Outer functions come first in V8's lists, but not when several lists are put together.
  const outerFirst = [...functions].sort((a, b) => size(b) - size(a));
  for (const { ranges } of outerFirst)
    for (const { startOffset, endOffset, count } of ranges)
      executed.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return executed;
}

function size({ ranges }: FunctionRanges): number {
  const outer = ranges[0];
  return outer ? outer.endOffset - outer.startOffset : 0;
}

/** Returns the 1-based lines of which something ran, brackets and the words before a declaration left out. */
export function executedLines(text: string, executed: Uint8Array): number[] {
  const lines: number[] = [];
  let line = 1;
  let ran = '';
  for (let at = 0; at <= text.length; at += 1) {
    const unit = text[at];
    if (unit === '\n' || unit === undefined) {
      if (!SAYS_NOTHING.test(ran)) lines.push(line);
      line += 1;
      ran = '';
    } else if (executed[at] === 1) ran += unit;
  }
  return lines;
}

const SAYS_NOTHING = /^(?:[\s{}();,]|export|default)*$/;
