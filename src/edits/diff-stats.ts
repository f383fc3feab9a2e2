import { createTwoFilesPatch } from 'diff';
import { alignLines } from './text/line-alignment.ts';
import { lineTexts } from './text/text-lines.ts';

export interface DiffStats {
  /** Lines. */
  readonly added: number;
  readonly removed: number;
}

/** Returns how many lines a file gains and loses; line endings alone are no change. Pass '' for a file that is not there. */
export function diffStats(before: string, after: string): DiffStats {
  const splices = alignLines(lineTexts(before), lineTexts(after));
  return {
    added: splices.reduce((sum, splice) => sum + splice.lines.length, 0),
    removed: splices.reduce((sum, splice) => sum + splice.end - splice.start, 0),
  };
}

/** Returns a unified diff of one file for people, three lines of context; undefined stands for a file that is not there. */
export function unifiedDiff(options: {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}): string {
  const { path, before, after } = options;
  return createTwoFilesPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    '',
    '',
    { context: 3 },
  ).replace(/^=+\n/, '');
}
