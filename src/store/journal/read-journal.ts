import type { JournalEntry } from '../../engine/ports/journal.ts';
import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { storeError } from '../store-error.ts';
import { Chain } from './chain.ts';
import { tailFrom } from './find-segment.ts';
import { parseLine } from './line.ts';
import { SegmentLines } from './read-lines.ts';
import { listSegments, type Segment } from './segments.ts';

export interface ReadJournalOptions {
  /** Leaves out entries up to this sequence number, and does not read the segments that hold only those. Default 0. */
  readonly afterSeq?: number;
  readonly fileSystem?: FileSystem;
}

async function* entriesOf(
  fileSystem: FileSystem,
  segment: Segment,
  chain: Chain,
): AsyncGenerator<JournalEntry> {
  const batches = new SegmentLines(fileSystem, segment);
  for await (const lines of batches) {
    for (const line of lines) {
      const link = chain.follow(line);
      if (link === 'duplicate') continue;
      const entry = link === 'next' ? parseLine(line) : undefined;
      if (entry === undefined) return chain.breakOff();
      yield entry;
    }
  }
  if (batches.hasRest) chain.breakOff();
}

async function* validEntries(dir: string, afterSeq: number, fs: FileSystem): AsyncGenerator<JournalEntry> {
  const tail = await tailFrom(fs, await listSegments(fs, dir), afterSeq + 1);
  const chain = new Chain(dir, tail.seq);
  for (const segment of tail.segments) {
    if (chain.isBroken) return;
    for await (const entry of entriesOf(fs, segment, chain)) {
      if (entry.seq > afterSeq) yield entry;
    }
  }
}

/**
 * Gives the valid entries of the journal in a folder in order, up to the first line that fails or is not complete yet.
 * Needs no lock and may run beside the writer. Throws `store` when it cannot be read or a newer Microfactory wrote it.
 */
export async function* readJournal(
  dir: string,
  options: ReadJournalOptions = {},
): AsyncGenerator<JournalEntry> {
  try {
    yield* validEntries(dir, options.afterSeq ?? 0, options.fileSystem ?? nodeFileSystem);
  } catch (error) {
    throw storeError('read the journal', dir, error);
  }
}
