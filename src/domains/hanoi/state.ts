import { startOf, type Move, type Position } from './position.ts';

const STATE = /^(\d{1,2})([ABC])([ABC]) ([ABC]+)$/;

/** Returns move and position after it as one line: the vote key, and the accepted state that the next step begins with. */
export function stateOf({ disk, from, to }: Move, pegs: string): string {
  return `${disk}${from}${to} ${pegs}`;
}

/** Returns the position that a state names; the start when nothing was accepted yet, or when the state is of other disks. */
export function positionOf(state: string | undefined, disks: number): Position {
  const match = state === undefined ? null : STATE.exec(state);
  const pegs = match?.[4];
  return pegs?.length === disks ? { pegs, lastDisk: Number(match?.[1]) } : startOf(disks);
}
