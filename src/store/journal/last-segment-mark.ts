import type { FileSystem } from '../file-system.ts';
import type { EntryMark } from './entry-mark.ts';
import { inspectLine } from './line.ts';
import { SegmentLines } from './read-lines.ts';
import { listSegments } from './segments.ts';

const HEAD_BYTES = 4096;

/** Returns the first entry of the last segment, or undefined when that has no good one. Rejects with the system's error. */
export async function lastSegmentMark(fileSystem: FileSystem, dir: string): Promise<EntryMark | undefined> {
  const last = (await listSegments(fileSystem, dir)).at(-1);
  if (last === undefined) return undefined;
  for await (const [line] of new SegmentLines(fileSystem, last, HEAD_BYTES)) {
    const verdict = line === undefined ? undefined : inspectLine(line);
    return verdict?.kind === 'entry' ? { seq: verdict.seq, checksum: verdict.crc } : undefined;
  }
  return undefined;
}
