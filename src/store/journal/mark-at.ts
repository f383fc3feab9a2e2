import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { inStore } from '../store-error.ts';
import { Chain } from './chain.ts';
import type { EntryMark } from './entry-mark.ts';
import { tailFrom } from './find-segment.ts';
import { SegmentLines } from './read-lines.ts';
import { listSegments } from './segments.ts';

/** Returns the mark of the entry, or undefined when the journal in the folder has none of that number. Throws `store`. */
export function markAt(
  dir: string,
  seq: number,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<EntryMark | undefined> {
  return inStore('read the journal', dir, async () => {
    const tail = await tailFrom(fileSystem, await listSegments(fileSystem, dir), seq);
    const chain = new Chain(dir, tail.seq);
    if (seq === 0) return chain.mark;
    for (const segment of tail.segments) {
      for await (const lines of new SegmentLines(fileSystem, segment)) {
        for (const line of lines) {
          if (chain.follow(line) === 'broken') return undefined;
          if (chain.seq === seq) return chain.mark;
        }
      }
    }
    return undefined;
  });
}
