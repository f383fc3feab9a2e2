import type { FileSystem } from '../file-system.ts';
import { Chain } from './chain.ts';
import { duplicateDropped, type JournalDamage } from './damage.ts';
import type { EntryMark } from './entry-mark.ts';
import { tailFrom, type Tail } from './find-segment.ts';
import { SegmentLines } from './read-lines.ts';
import { listSegments, removeLeftovers, segmentAt, type Segment } from './segments.ts';
import { setRestAside } from './set-aside.ts';

/** Where a journal can be gone on with. */
export interface RecoveredJournal {
  /** The last entry. */
  readonly last: EntryMark;
  /** Whether the trusted entry is in it. */
  readonly holdsTrusted: boolean;
  /** The plain segment to append to, which may not exist yet. */
  readonly segment: Segment;
  readonly damage: readonly JournalDamage[];
}

interface Checked {
  readonly last: EntryMark;
  readonly holdsTrusted: boolean;
  /** The last segment looked at: the one with the break, if there is one. */
  readonly segment: Segment;
  readonly later: readonly Segment[];
  readonly isBroken: boolean;
  /** Bytes of that segment, as they were written, up to the end of the last good line. */
  readonly validBytes: number;
  /** Whether bytes follow them: copies of the last line, unless the chain is broken. */
  readonly hasRest: boolean;
}

interface Scan {
  readonly validBytes: number;
  readonly hasRest: boolean;
}

async function scan(fileSystem: FileSystem, segment: Segment, chain: Chain): Promise<Scan> {
  const batches = new SegmentLines(fileSystem, segment);
  let end = 0;
  let validBytes = 0;
  for await (const lines of batches) {
    for (const line of lines) {
      const link = chain.follow(line);
      if (link === 'broken') return { validBytes, hasRest: true };
      end += line.length + 1;
      if (link === 'next') validBytes = end;
    }
  }
  if (batches.hasRest) chain.breakOff();
  return { validBytes, hasRest: batches.hasRest || validBytes < end };
}

/** Follows the lines of the segments up to the first that fails; changes nothing. Undefined when there are none. */
async function check(
  fileSystem: FileSystem,
  dir: string,
  tail: Tail,
  trusted?: EntryMark,
): Promise<Checked | undefined> {
  const chain = new Chain(dir, tail.seq, trusted);
  let checked: Checked | undefined;
  for (const [index, segment] of tail.segments.entries()) {
    const found = await scan(fileSystem, segment, chain);
    const later = tail.segments.slice(index + 1);
    const { mark: last, hasMet: holdsTrusted, isBroken } = chain;
    checked = { last, holdsTrusted, segment, later, isBroken, ...found };
    if (chain.isBroken) break;
  }
  return checked;
}

/** Checks the segments from the one that holds the trusted entry on; all of them when that does not lead to it. */
async function checkFrom(
  fileSystem: FileSystem,
  dir: string,
  trusted: EntryMark | undefined,
): Promise<Checked | undefined> {
  const segments = await listSegments(fileSystem, dir);
  const tail = await tailFrom(fileSystem, segments, trusted?.seq ?? 0);
  const checked = await check(fileSystem, dir, tail, trusted);
  if (tail.seq === 0 || checked?.holdsTrusted === true) return checked;
  return check(fileSystem, dir, { segments, seq: 0 });
}

/** Returns the segment to append to after the last one: a compressed one is not gone on with. */
function growing(dir: string, last: Segment): Segment {
  return last.isCompressed ? segmentAt(dir, last.number + 1) : last;
}

async function dropCopies(
  fileSystem: FileSystem,
  { segment, validBytes, last }: Checked,
): Promise<JournalDamage[]> {
  // Within a compressed segment they harm nobody: readers pass over them.
  if (segment.isCompressed) return [];
  const { size } = await fileSystem.stat(segment.path);
  await fileSystem.truncate(segment.path, validBytes);
  return [duplicateDropped(last.seq, size - validBytes)];
}

/**
 * Checks the journal's lines, sets aside what follows the first that fails, and drops copies of the last line. With `trusted`, the
 * entry that a snapshot vouches for, the segments before it are not read, unless the journal turns out not to hold it.
 * Only for the session's one writer. Throws `store` for a journal of a newer Microfactory (which is left untouched), or the system's error.
 */
export async function recoverJournal(
  fileSystem: FileSystem,
  dir: string,
  trusted?: EntryMark,
): Promise<RecoveredJournal> {
  const found = await checkFrom(fileSystem, dir, trusted);
  await removeLeftovers(fileSystem, dir);
  if (found === undefined) {
    const { mark: last, hasMet: holdsTrusted } = new Chain(dir, 0, trusted);
    return { last, holdsTrusted, segment: segmentAt(dir, 1), damage: [] };
  }
  const { last, holdsTrusted, segment } = found;
  if (found.isBroken) {
    const damage = await setRestAside({ fileSystem, dir, afterSeq: last.seq, ...found });
    return { last, holdsTrusted, segment: segmentAt(dir, segment.number), damage: [damage] };
  }
  const damage = found.hasRest ? await dropCopies(fileSystem, found) : [];
  return { last, holdsTrusted, segment: growing(dir, segment), damage };
}
