import type { Noise, Simulation } from '../../engine/maker/simulation.ts';
import type { Random } from '../../engine/ports/random.ts';
import { answerText } from './answer.ts';
import { positionIn } from './evidence.ts';
import { moved, PEGS, topOf, whyIllegal, type Move, type Position } from './position.ts';
import { rightMove } from './strategy.ts';

/** Returns a solver that knows the strategy and errs as often as the noise says, from what the evidence tells it alone. */
export function hanoiSimulation({ wrong, flagged }: Noise): Simulation {
  return ({ evidence }, random) => {
    const position = positionIn(evidence);
    const right = position === undefined ? undefined : rightMove(position);
    if (position === undefined || right === undefined || random.next() < flagged) return 'I am not sure.';
    const move = random.next() < wrong ? wrongMove(position, right, random) : right;
    return answerText(move, moved(position.pegs, move));
  };
}

/** A legal move that is not the right one, where there is one: those are the errors that only votes can find. */
function wrongMove({ pegs }: Position, right: Move, random: Random): Move {
  const others = legalMoves(pegs).filter(({ disk, to }) => disk !== right.disk || to !== right.to);
  return others[Math.floor(random.next() * others.length)] ?? right;
}

function legalMoves(pegs: string): Move[] {
  const all = [...PEGS].flatMap((from) => [...PEGS].map((to) => ({ disk: topOf(pegs, from), from, to })));
  return all.filter((move) => move.disk !== 0 && whyIllegal(pegs, move) === undefined);
}
