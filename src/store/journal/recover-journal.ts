import type { FileSystem, OpenFile } from '../file-system.ts';
import { writeFully } from '../write-fully.ts';
import { Chain } from './chain.ts';
import { duplicateDropped, setAside, type JournalDamage } from './damage.ts';
import { readLines } from './read-lines.ts';
import { freeDamagedPath, listSegments, type Segment } from './segments.ts';

/** Where a journal can be gone on with. */
export interface RecoveredJournal {
  readonly lastSeq: number;
  /** The segment to append to; undefined when there is none. */
  readonly segment?: Segment;
  readonly damage: readonly JournalDamage[];
}

interface Scan {
  /** Bytes up to the end of the last good line. */
  readonly validBytes: number;
  /** Bytes after it: all of them copies of the last line, unless the chain is broken. */
  readonly restBytes: number;
}

async function scan(fileSystem: FileSystem, path: string, chain: Chain): Promise<Scan> {
  const { size } = await fileSystem.stat(path);
  let end = 0;
  let validBytes = 0;
  for await (const lines of readLines(fileSystem, path)) {
    for (const line of lines) {
      const link = chain.follow(line);
      if (link === 'broken') return { validBytes, restBytes: size - validBytes };
      end += line.length + 1;
      if (link === 'next') validBytes = end;
    }
  }
  if (end < size) chain.breakOff();
  return { validBytes, restBytes: size - validBytes };
}

async function copyRange(from: OpenFile, to: OpenFile, start: number): Promise<void> {
  const buffer = Buffer.allocUnsafe(256 * 1024);
  for (let position = start; ;) {
    const { bytesRead } = await from.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return to.datasync();
    await writeFully(to, buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}

/** Copies the file's bytes from `start` on, then cuts them off; a kill between leaves them twice, never lost. */
async function cutOff(fileSystem: FileSystem, path: string, start: number, aside: string): Promise<void> {
  const from = await fileSystem.open(path, 'r');
  try {
    const to = await fileSystem.open(aside, 'wx');
    try {
      await copyRange(from, to, start);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
  await fileSystem.truncate(path, start);
}

interface Break {
  readonly fileSystem: FileSystem;
  readonly dir: string;
  readonly segment: Segment;
  readonly later: readonly Segment[];
  readonly scan: Scan;
  readonly afterSeq: number;
}

async function setRestAside(at: Break): Promise<JournalDamage> {
  const { fileSystem, dir } = at;
  const files: string[] = [];
  let bytes = at.scan.restBytes;
  // From the last backwards, so that a kill in the middle leaves the break where it is.
  for (const segment of at.later.toReversed()) {
    const aside = await freeDamagedPath(fileSystem, dir);
    bytes += (await fileSystem.stat(segment.path)).size;
    await fileSystem.rename(segment.path, aside);
    files.push(aside);
  }
  if (at.scan.restBytes > 0) {
    const aside = await freeDamagedPath(fileSystem, dir);
    await cutOff(fileSystem, at.segment.path, at.scan.validBytes, aside);
    files.push(aside);
  }
  await fileSystem.syncFolder(dir);
  return setAside(at.afterSeq, bytes, files);
}

/**
 * Checks every line of the journal, sets aside what follows the first that fails, and drops copies of the last line.
 * Only for the session's one writer. Throws `store` for a journal of a newer Microfactory (which is left untouched), or the system's error.
 */
export async function recoverJournal(fileSystem: FileSystem, dir: string): Promise<RecoveredJournal> {
  const segments = await listSegments(fileSystem, dir);
  const chain = new Chain(dir, 0);
  for (const [index, segment] of segments.entries()) {
    const found = await scan(fileSystem, segment.path, chain);
    const later = segments.slice(index + 1);
    if (chain.isBroken) {
      const afterSeq = chain.seq;
      const damage = await setRestAside({ fileSystem, dir, segment, later, scan: found, afterSeq });
      return { lastSeq: chain.seq, segment, damage: [damage] };
    }
    if (later.length === 0 && found.restBytes > 0) {
      await fileSystem.truncate(segment.path, found.validBytes);
      return { lastSeq: chain.seq, segment, damage: [duplicateDropped(chain.seq, found.restBytes)] };
    }
  }
  const segment = segments.at(-1);
  return { lastSeq: chain.seq, damage: [], ...(segment === undefined ? {} : { segment }) };
}
