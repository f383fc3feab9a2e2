import { MicrofactoryError } from '../../engine/error.ts';
import { startOf, type Move, type Position } from './position.ts';

/** A move, the pegs of all disks after it and, where the rules were broken on the way, the first move that broke them. */
export interface State {
  readonly move: Move;
  readonly pegs: string;
  readonly fault: Move | undefined;
}

const STATE = /^(\d{1,2})([ABC])([ABC]) ([ABC]+)(?: !(\d{1,2})([ABC])([ABC]))?$/;

/** Returns the state as one line: the vote key, and the accepted state that the next step begins with. */
export function stateOf(move: Move, pegs: string, fault?: Move): string {
  return `${written(move)} ${pegs}${fault === undefined ? '' : ` !${written(fault)}`}`;
}

function written({ disk, from, to }: Move): string {
  return `${disk}${from}${to}`;
}

/** Returns what such a line says; throws `store` when it is none. */
export function readState(state: string): State {
  const match = STATE.exec(state);
  if (match === null)
    throw new MicrofactoryError({ code: 'store', message: `"${state}" is not a state of the towers.` });
  const [, disk, from = '', to = '', pegs = '', faulty, faultFrom = '', faultTo = ''] = match;
  const fault = faulty === undefined ? undefined : { disk: Number(faulty), from: faultFrom, to: faultTo };
  return { move: { disk: Number(disk), from, to }, pegs, fault };
}

/** Returns the position that a state names; the start when nothing was accepted yet. */
export function positionOf(state: string | undefined, disks: number): Position {
  if (state === undefined) return startOf(disks);
  const { move, pegs } = readState(state);
  return { pegs, lastDisk: move.disk };
}
