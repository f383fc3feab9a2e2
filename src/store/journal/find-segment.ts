import type { FileSystem } from '../file-system.ts';
import { inspectLine } from './line.ts';
import { SegmentLines } from './read-lines.ts';
import type { Segment } from './segments.ts';

/** Enough for most first lines; longer ones take more reads. */
const HEAD_BYTES = 4096;

/** Returns the sequence number of the segment's first line, or undefined when it has no good one; reads only its beginning. */
async function firstSeqOf(fileSystem: FileSystem, segment: Segment): Promise<number | undefined> {
  for await (const [line] of new SegmentLines(fileSystem, segment, HEAD_BYTES)) {
    const verdict = line === undefined ? undefined : inspectLine(line);
    return verdict?.kind === 'entry' ? verdict.seq : undefined;
  }
  return undefined;
}

/** The last segments of a journal. */
export interface Tail {
  readonly segments: readonly Segment[];
  /** Sequence number before their first entry. */
  readonly seq: number;
}

/** Returns the segments from the one that holds entry `seq` on, found by the first lines of a few. */
export async function tailFrom(
  fileSystem: FileSystem,
  segments: readonly Segment[],
  seq: number,
): Promise<Tail> {
  let from = 0;
  let before = 0;
  let end = segments.length;
  while (end - from > 1) {
    const middle = (from + end) >> 1;
    const first = await firstSeqOf(fileSystem, segments[middle] as Segment);
    // One without a good first line is empty or damaged: what is looked for lies before it, or nowhere.
    if (first === undefined || first > seq) end = middle;
    else [from, before] = [middle, first - 1];
  }
  return { segments: segments.slice(from), seq: before };
}
