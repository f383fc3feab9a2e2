import { join } from 'node:path';
import { ifPresent, type FileSystem } from '../file-system.ts';

const PLAIN = /^(\d{6,})\.jsonl$/;
const COMPRESSED = /^(\d{6,})\.jsonl\.gz$/;
const DAMAGED = /^damaged-(\d+)\.jsonl(?:\.gz)?$/;
const BESIDE = /^\d{6,}\.jsonl(?:\.gz)?\.[0-9a-f-]{36}\.tmp$/;

export interface Segment {
  readonly number: number;
  readonly path: string;
  readonly isCompressed: boolean;
}

/** Returns the segment of that number, from 1, in the journal's folder, as it is while it grows. */
export function segmentAt(dir: string, number: number): Segment {
  return { number, path: join(dir, `${String(number).padStart(6, '0')}.jsonl`), isCompressed: false };
}

/** Returns the same segment in its other form; whether that exists is not looked up. */
export function otherForm(segment: Segment): Segment {
  const { number, path, isCompressed } = segment;
  return { number, path: isCompressed ? path.slice(0, -3) : `${path}.gz`, isCompressed: !isCompressed };
}

function numbersOf(names: readonly string[], pattern: RegExp): number[] {
  return names.flatMap((name) => {
    const match = pattern.exec(name);
    return match === null ? [] : [Number(match[1])];
  });
}

/** Returns the segments that exist, in order; none when the folder does not exist. Of two forms of one the plain one counts. */
export async function listSegments(fileSystem: FileSystem, dir: string): Promise<Segment[]> {
  const names = (await ifPresent(fileSystem.readdir(dir))) ?? [];
  const segments = new Map<number, Segment>();
  for (const number of numbersOf(names, COMPRESSED)) segments.set(number, otherForm(segmentAt(dir, number)));
  for (const number of numbersOf(names, PLAIN)) segments.set(number, segmentAt(dir, number));
  return [...segments.values()].sort((left, right) => left.number - right.number);
}

/** Removes files that a kill left half written beside segments. Only for the session's one writer. */
export async function removeLeftovers(fileSystem: FileSystem, dir: string): Promise<void> {
  for (const name of await fileSystem.readdir(dir)) {
    if (BESIDE.test(name)) await fileSystem.unlink(join(dir, name));
  }
}

/** Returns a path `damaged-<n>.jsonl`, or `damaged-<n>.jsonl.gz` for a compressed segment, whose number is not taken. */
export async function freeDamagedPath(
  fileSystem: FileSystem,
  dir: string,
  isCompressed: boolean,
): Promise<string> {
  const taken = numbersOf(await fileSystem.readdir(dir), DAMAGED);
  return join(dir, `damaged-${Math.max(0, ...taken) + 1}.jsonl${isCompressed ? '.gz' : ''}`);
}
