import type { Evidence } from '../../engine/maker/evidence.ts';
import type { Noise, Simulation } from '../../engine/maker/simulation.ts';
import type { Random } from '../../engine/ports/random.ts';
import { answerText } from './answer.ts';
import { positionIn } from './evidence.ts';
import { moved, PEGS, topOf, whyIllegal, type Move, type Position } from './position.ts';
import { rightMove } from './strategy.ts';

/** What a solver makes of its evidence. */
interface Task {
  readonly position: Position;
  readonly right: Move;
  /** The right answer. */
  readonly text: string;
}

/** Returns a solver that knows the strategy and errs as often as the noise says, from what the evidence tells it alone. */
export function hanoiSimulation({ wrong, flagged }: Noise): Simulation {
  const taskOf = rememberedTask();
  return ({ evidence }, random) => {
    const task = taskOf(evidence);
    if (task === undefined || random.next() < flagged) return 'I am not sure.';
    return random.next() < wrong ? wrongAnswer(task, random) : task.text;
  };
}

/** The samples of a step have the same evidence: it is read once. */
function rememberedTask(): (evidence: Evidence) => Task | undefined {
  let last: { readonly evidence: Evidence; readonly task: Task | undefined } | undefined;
  return (evidence) => {
    if (last?.evidence !== evidence) last = { evidence, task: taskIn(evidence) };
    return last.task;
  };
}

function taskIn(evidence: Evidence): Task | undefined {
  const position = positionIn(evidence);
  const right = position === undefined ? undefined : rightMove(position);
  if (position === undefined || right === undefined) return undefined;
  return { position, right, text: answerText(right, moved(position.pegs, right)) };
}

/** A legal move that is not the right one, where there is one: those are the errors that only votes can find. */
function wrongAnswer({ position: { pegs }, right, text }: Task, random: Random): string {
  const others = legalMoves(pegs).filter(({ disk, to }) => disk !== right.disk || to !== right.to);
  const move = others[Math.floor(random.next() * others.length)];
  return move === undefined ? text : answerText(move, moved(pegs, move));
}

function legalMoves(pegs: string): Move[] {
  const all = [...PEGS].flatMap((from) => [...PEGS].map((to) => ({ disk: topOf(pegs, from), from, to })));
  return all.filter((move) => move.disk !== 0 && whyIllegal(pegs, move) === undefined);
}
