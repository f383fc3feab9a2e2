import { Board } from './board.ts';
import type { Move } from './position.ts';
import { positionOf, readState, stateOf } from './state.ts';

/** How the game stands in a state. */
interface Standing {
  readonly state: string | undefined;
  readonly board: Board;
  /** The first move that broke the rules. */
  readonly fault: Move | undefined;
}

/**
 * Plays every accepted move on a board of its own. A move that the rules forbid, or that does not lead where its answer
 * said, stays in the accepted state as its fault: the run can't become perfect any more.
 */
export class Referee {
  readonly #disks: number;
  #last: Standing | undefined;

  constructor(disks: number) {
    this.#disks = disks;
  }

  /** Returns the accepted state that the answer's own words (move and pegs after it) lead to from this one. */
  after(state: string | undefined, answer: string): string {
    const { board, fault } = this.#standingIn(state);
    const { move, pegs: said } = readState(answer);
    const isSound = board.play(move) && board.pegs === said;
    const after = isSound && fault === undefined ? answer : stateOf(move, said, fault ?? move);
    this.#last = isSound ? { state: after, board, fault } : undefined;
    return after;
  }

  /** The moves come one after the other: the board mostly stands where it should already. */
  #standingIn(state: string | undefined): Standing {
    const last = this.#last;
    if (last !== undefined && last.state === state) return last;
    const fault = state === undefined ? undefined : readState(state).fault;
    return { state, board: new Board(positionOf(state, this.#disks).pegs), fault };
  }
}
