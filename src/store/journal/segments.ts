import { join } from 'node:path';
import { ifPresent, type FileSystem } from '../file-system.ts';

const SEGMENT = /^(\d{6,})\.jsonl$/;
const DAMAGED = /^damaged-(\d+)\.jsonl$/;

export interface Segment {
  readonly number: number;
  readonly path: string;
}

/** Returns the segment of that number, from 1, in the journal's folder. */
export function segmentAt(dir: string, number: number): Segment {
  return { number, path: join(dir, `${String(number).padStart(6, '0')}.jsonl`) };
}

function numbersOf(names: readonly string[], pattern: RegExp): number[] {
  return names.flatMap((name) => {
    const match = pattern.exec(name);
    return match === null ? [] : [Number(match[1])];
  });
}

/** Returns the segments that exist, in order; none when the folder does not exist. */
export async function listSegments(fileSystem: FileSystem, dir: string): Promise<Segment[]> {
  const names = (await ifPresent(fileSystem.readdir(dir))) ?? [];
  const numbers = numbersOf(names, SEGMENT).sort((left, right) => left - right);
  return numbers.map((number) => segmentAt(dir, number));
}

/** Returns a path `damaged-<n>.jsonl` that is not taken. */
export async function freeDamagedPath(fileSystem: FileSystem, dir: string): Promise<string> {
  const taken = numbersOf(await fileSystem.readdir(dir), DAMAGED);
  return join(dir, `damaged-${Math.max(0, ...taken) + 1}.jsonl`);
}
