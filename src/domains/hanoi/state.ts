import { MicrofactoryError } from '../../engine/error.ts';
import { Notation } from './notation.ts';
import { startOf, type Move, type Position } from './position.ts';

/** A move, the pegs of all disks after it and, where the rules were broken on the way, the first move that broke them. */
export interface State {
  readonly move: Move;
  readonly pegs: string;
  readonly fault: Move | undefined;
}

const FAULT = ' !';

/** Returns the state as one line: the vote key, and the accepted state that the next step begins with. */
export function stateOf(move: Move, pegs: string, fault?: Move): string {
  return `${written(move)} ${pegs}${fault === undefined ? '' : FAULT + written(fault)}`;
}

function written({ disk, from, to }: Move): string {
  return `${disk}${from}${to}`;
}

/** Returns what such a line says; throws `store` when it is none. */
export function readState(state: string): State {
  const notation = new Notation(state);
  const move = notation.move();
  notation.words(' ');
  const pegs = notation.pegs();
  const fault = notation.isAtEnd ? undefined : faultIn(notation);
  if (notation.isWhole) return { move, pegs, fault };
  throw new MicrofactoryError({ code: 'store', message: `"${state}" is not a state of the towers.` });
}

function faultIn(notation: Notation): Move {
  notation.words(FAULT);
  return notation.move();
}

/** Returns the position that a state names; the start when nothing was accepted yet. */
export function positionOf(state: string | undefined, disks: number): Position {
  if (state === undefined) return startOf(disks);
  const { move, pegs } = readState(state);
  return { pegs, lastDisk: move.disk };
}
