import type { Position } from './position.ts';

const NOTE = /^Previous move: (?:none|disk (\d{1,2}))\.\nPegs of all disks, from disk 1 up: ([ABC]+)$/;

/** Returns the position in words. */
export function positionNote({ pegs, lastDisk }: Position): string {
  const last = lastDisk === 0 ? 'none' : `disk ${lastDisk}`;
  return `Previous move: ${last}.\nPegs of all disks, from disk 1 up: ${pegs}`;
}

/** Returns the position that the words tell of; undefined for other words. */
export function parseNote(note: string): Position | undefined {
  const match = NOTE.exec(note);
  return match === null ? undefined : { pegs: match[2] ?? '', lastDisk: Number(match[1] ?? 0) };
}
