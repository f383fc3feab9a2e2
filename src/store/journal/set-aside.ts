import type { FileSystem, OpenFile } from '../file-system.ts';
import { replaceWith } from '../replace-file.ts';
import { writeFully } from '../write-fully.ts';
import { setAside, type JournalDamage } from './damage.ts';
import { segmentBytes } from './segment-bytes.ts';
import { freeDamagedPath, otherForm, type Segment } from './segments.ts';

const CHUNK_BYTES = 256 * 1024;

/** Where the valid prefix of a journal ends. */
export interface Break {
  readonly fileSystem: FileSystem;
  readonly dir: string;
  readonly segment: Segment;
  /** Bytes of the segment, as they were written, that are valid. */
  readonly validBytes: number;
  readonly later: readonly Segment[];
  readonly afterSeq: number;
}

async function copyRange(from: OpenFile, to: OpenFile, start: number): Promise<number> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let position = start; ;) {
    const { bytesRead } = await from.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) {
      await to.datasync();
      return position - start;
    }
    await writeFully(to, buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}

/** Copies the file's bytes from `start` on into a new file and syncs them; returns how many. */
async function copyAside(
  fileSystem: FileSystem,
  path: string,
  start: number,
  aside: string,
): Promise<number> {
  const from = await fileSystem.open(path, 'r');
  try {
    const to = await fileSystem.open(aside, 'wx');
    try {
      return await copyRange(from, to, start);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** Writes the valid bytes of a compressed segment as a plain one, and removes the compressed one. */
async function unpackValid({ fileSystem, segment, validBytes }: Break): Promise<void> {
  await replaceWith(fileSystem, otherForm(segment).path, async (file) => {
    let left = validBytes;
    if (left === 0) return;
    for await (const chunk of segmentBytes(fileSystem, segment, CHUNK_BYTES)) {
      await writeFully(file, chunk.subarray(0, left));
      left -= Math.min(left, chunk.length);
      if (left === 0) return;
    }
  });
  await fileSystem.unlink(segment.path);
}

/** Keeps what follows the valid bytes (of a compressed segment: all of it), then cuts it off; a kill between leaves it twice, never lost. */
async function cutOff(at: Break, aside: string): Promise<number> {
  const { fileSystem, dir, segment, validBytes } = at;
  const bytes = await copyAside(fileSystem, segment.path, segment.isCompressed ? 0 : validBytes, aside);
  await fileSystem.syncFolder(dir);
  if (segment.isCompressed) await unpackValid(at);
  else await fileSystem.truncate(segment.path, validBytes);
  return bytes;
}

/** Moves everything after the break to files of their own; returns the report. Afterwards the segment at the break is a plain one. */
export async function setRestAside(at: Break): Promise<JournalDamage> {
  const { fileSystem, dir } = at;
  const files: string[] = [];
  let bytes = 0;
  // From the last backwards, so that a kill in the middle leaves the break where it is.
  for (const segment of at.later.toReversed()) {
    const aside = await freeDamagedPath(fileSystem, dir, segment.isCompressed);
    bytes += (await fileSystem.stat(segment.path)).size;
    await fileSystem.rename(segment.path, aside);
    files.push(aside);
  }
  const aside = await freeDamagedPath(fileSystem, dir, at.segment.isCompressed);
  bytes += await cutOff(at, aside);
  files.push(aside);
  await fileSystem.syncFolder(dir);
  return setAside(at.afterSeq, bytes, files);
}
