import type { JournalEntry } from '../../engine/ports/journal.ts';
import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { storeError } from '../store-error.ts';
import { Chain } from './chain.ts';
import { inspectLine, parseLine } from './line.ts';
import { readLines } from './read-lines.ts';
import { listSegments, type Segment } from './segments.ts';

export interface ReadJournalOptions {
  /** Leaves out entries up to this sequence number, and does not read the segments that hold only those. Default 0. */
  readonly afterSeq?: number;
  readonly fileSystem?: FileSystem;
}

/** Returns the sequence number of the segment's first line, or undefined when it has no good one. */
async function firstSeqOf(fileSystem: FileSystem, segment: Segment): Promise<number | undefined> {
  for await (const [line] of readLines(fileSystem, segment.path)) {
    const verdict = line === undefined ? undefined : inspectLine(line);
    return verdict?.kind === 'entry' ? verdict.seq : undefined;
  }
  return undefined;
}

/** Returns the segments from the one that holds the entry after `afterSeq`, and the number before its first. */
async function tailFrom(
  fileSystem: FileSystem,
  segments: readonly Segment[],
  afterSeq: number,
): Promise<{ readonly segments: readonly Segment[]; readonly seq: number }> {
  for (let index = segments.length - 1; index > 0; index -= 1) {
    const first = await firstSeqOf(fileSystem, segments[index] as Segment);
    if (first !== undefined && first <= afterSeq + 1) {
      return { segments: segments.slice(index), seq: first - 1 };
    }
  }
  return { segments, seq: 0 };
}

async function* entriesOf(fileSystem: FileSystem, path: string, chain: Chain): AsyncGenerator<JournalEntry> {
  for await (const lines of readLines(fileSystem, path)) {
    for (const line of lines) {
      const link = chain.follow(line);
      if (link === 'duplicate') continue;
      const entry = link === 'next' ? parseLine(line) : undefined;
      if (entry === undefined) return chain.breakOff();
      yield entry;
    }
  }
}

async function* validEntries(dir: string, afterSeq: number, fs: FileSystem): AsyncGenerator<JournalEntry> {
  const tail = await tailFrom(fs, await listSegments(fs, dir), afterSeq);
  const chain = new Chain(dir, tail.seq);
  for (const segment of tail.segments) {
    if (chain.isBroken) return;
    for await (const entry of entriesOf(fs, segment.path, chain)) {
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
