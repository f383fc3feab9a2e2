import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { makeSyncedFolder } from '../make-synced-folder.ts';
import { inStore } from '../store-error.ts';
import { BackgroundCompaction } from './background-compaction.ts';
import type { JournalDamage } from './damage.ts';
import type { EntryMark } from './entry-mark.ts';
import { JournalWriter, type WritableJournal } from './journal-writer.ts';
import { recoverJournal } from './recover-journal.ts';
import { SegmentWriter } from './segment-writer.ts';

export type { WritableJournal } from './journal-writer.ts';

const DEFAULT_SEGMENT_BYTES = 16 * 1024 * 1024;

export interface OpenJournalOptions {
  readonly dir: string;
  readonly fileSystem?: FileSystem;
  readonly clock?: Clock;
  /** A segment that has grown to this size is followed by another. Default 16 MiB. */
  readonly segmentBytes?: number | undefined;
  /** An entry that a valid snapshot vouches for: segments before it are not read. Default: every line is checked. */
  readonly trusted?: EntryMark | undefined;
  /** Whether closed segments are compressed in the background. Default true. */
  readonly compact?: boolean;
  /** Called with a sentence for the user when compressing a closed segment fails for the first time; the journal goes on. */
  readonly onCompactionFailure?: (sentence: string) => void;
  /** Called once for each damage found while opening. */
  readonly onDamage?: (damage: JournalDamage) => void;
}

/**
 * Returns the journal in the folder (created when missing), ready to append after its valid prefix. The caller holds the session's lock.
 * Throws `store` when the folder cannot be used or a newer Microfactory wrote the journal.
 */
export async function openJournal(options: OpenJournalOptions): Promise<WritableJournal> {
  const { dir, fileSystem = nodeFileSystem, clock = systemClock } = options;
  const segmentBytes = options.segmentBytes ?? DEFAULT_SEGMENT_BYTES;
  return inStore('open the journal', dir, async () => {
    await makeSyncedFolder(fileSystem, dir);
    const { segment, damage, ...recovered } = await recoverJournal(fileSystem, dir, options.trusted);
    for (const found of damage) options.onDamage?.(found);
    const segments = await SegmentWriter.open({ fileSystem, dir, segmentBytes, segment });
    const onFailure = options.onCompactionFailure;
    const compaction =
      options.compact === false ? undefined : new BackgroundCompaction({ dir, fileSystem, onFailure });
    return new JournalWriter({ dir, fileSystem, clock, segments, compaction, ...recovered });
  });
}
