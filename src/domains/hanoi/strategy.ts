import { PEGS, topOf, type Move, type Position } from './position.ts';

const OTHER_PEGS: Readonly<Record<string, readonly [string, string]>> = {
  A: ['B', 'C'],
  B: ['A', 'C'],
  C: ['A', 'B'],
};

/**
 * Returns the right move. With an even number of disks, disk 1 goes one peg clockwise (A → B → C → A) every other time,
 * with an odd number counter-clockwise; in between comes the only legal move of another disk. Undefined when all is done.
 */
export function rightMove({ pegs, lastDisk }: Position): Move | undefined {
  return lastDisk === 1 ? otherMove(pegs) : smallestMove(pegs);
}

function smallestMove(pegs: string): Move {
  const from = pegs.charAt(0);
  return { disk: 1, from, to: pegAfter(from, pegs.length) };
}

function pegAfter(peg: string, disks: number): string {
  const step = disks % 2 === 0 ? 1 : 2;
  return PEGS.charAt((PEGS.indexOf(peg) + step) % 3);
}

function otherMove(pegs: string): Move | undefined {
  const [one, other] = OTHER_PEGS[pegs.charAt(0)] ?? ['', ''];
  const here = topOf(pegs, one);
  const there = topOf(pegs, other);
  if (here === 0 && there === 0) return undefined;
  return there === 0 || (here !== 0 && here < there)
    ? { disk: here, from: one, to: other }
    : { disk: there, from: other, to: one };
}
