import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { inStore } from '../store-error.ts';
import { packSegment } from './pack-segment.ts';
import { listSegments, removeLeftovers, type Segment } from './segments.ts';

export interface CompactJournalOptions {
  readonly fileSystem?: FileSystem;
  /** Segments from this number on are left alone. Default: none is, as nobody appends to a journal at rest. */
  readonly below?: number;
  /** Ends the work soon; what was begun is taken back. */
  readonly signal?: AbortSignal;
}

/** What compaction did. */
export interface Compaction {
  readonly segments: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

async function packAll(
  segments: readonly Segment[],
  fileSystem: FileSystem,
  signal: AbortSignal | undefined,
): Promise<Compaction> {
  let total: Compaction = { segments: 0, bytesBefore: 0, bytesAfter: 0 };
  for (const segment of segments) {
    try {
      const packed = await packSegment({ fileSystem, signal }, segment);
      total = {
        segments: total.segments + 1,
        bytesBefore: total.bytesBefore + packed.bytesBefore,
        bytesAfter: total.bytesAfter + packed.bytesAfter,
      };
    } catch (error) {
      if (signal?.aborted !== true) throw error;
      return total;
    }
  }
  return total;
}

/**
 * Compresses the plain segments of the journal in the folder, without loss, one after the other; returns what was done.
 * Only for the session's owner, or with its lock held while it rests. Throws `store`; the journal is whole then, too.
 */
export async function compactJournal(dir: string, options: CompactJournalOptions = {}): Promise<Compaction> {
  const { fileSystem = nodeFileSystem, below = Infinity, signal } = options;
  return inStore('compact the journal', dir, async () => {
    const segments = await listSegments(fileSystem, dir);
    const plain = segments.filter(({ isCompressed, number }) => !isCompressed && number < below);
    if (segments.length > 0) await removeLeftovers(fileSystem, dir);
    return packAll(plain, fileSystem, signal);
  });
}
