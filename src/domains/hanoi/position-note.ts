import { Notation } from './notation.ts';
import type { Position } from './position.ts';

const NO_MOVE = 'Previous move: none';
const MOVE = 'Previous move: disk ';
const PEGS = '.\nPegs of all disks, from disk 1 up: ';

/** Returns the position in words. */
export function positionNote({ pegs, lastDisk }: Position): string {
  return (lastDisk === 0 ? NO_MOVE : MOVE + lastDisk) + PEGS + pegs;
}

/** Returns the position that the words tell of; undefined for other words. */
export function parseNote(note: string): Position | undefined {
  const notation = new Notation(note);
  const isFirst = note.startsWith(NO_MOVE);
  notation.words(isFirst ? NO_MOVE : MOVE);
  const lastDisk = isFirst ? 0 : notation.disk();
  notation.words(PEGS);
  const pegs = notation.pegs();
  return notation.isWhole ? { pegs, lastDisk } : undefined;
}
