import { Board } from './board.ts';
import { positionOf, readState, stateOf } from './state.ts';

/**
 * Plays every accepted move on a board of its own. A move that the rules forbid, or that does not lead where its answer
 * said, stays in the accepted state as its fault: the run can't become perfect any more.
 */
export class Referee {
  readonly #disks: number;
  #board: { readonly at: string; readonly board: Board } | undefined;

  constructor(disks: number) {
    this.#disks = disks;
  }

  /** Returns the accepted state that the answer's own words (move and pegs after it) lead to from this one. */
  after(state: string | undefined, answer: string): string {
    const { pegs } = positionOf(state, this.#disks);
    const { move, pegs: said } = readState(answer);
    const board = this.#boardAt(pegs);
    const isSound = board.play(move) && board.pegs === said;
    this.#board = isSound ? { at: said, board } : undefined;
    const fault = state === undefined ? undefined : readState(state).fault;
    return isSound && fault === undefined ? answer : stateOf(move, said, fault ?? move);
  }

  /** The moves come one after the other: the board mostly stands where it should already. */
  #boardAt(pegs: string): Board {
    return this.#board?.at === pegs ? this.#board.board : new Board(pegs);
  }
}
