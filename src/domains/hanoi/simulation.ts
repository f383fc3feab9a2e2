import type { Evidence } from '../../engine/maker/evidence.ts';
import type { Noise, NoiseByStep, Simulation } from '../../engine/maker/simulation.ts';
import type { ProposeRequest } from '../../engine/ports/microagent.ts';
import type { Random } from '../../engine/ports/random.ts';
import { drawnPlace } from '../drawn-place.ts';
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
  readonly noise: Noise;
  /** Wrong answers, found when the first is wanted. */
  wrong?: readonly string[];
}

/** Returns a solver that knows the strategy and errs as often as the noise says, from what the evidence tells it alone. */
export function hanoiSimulation(noise: Noise | NoiseByStep): Simulation {
  const taskOf = rememberedTask(typeof noise === 'function' ? noise : () => noise);
  return (request, random) => {
    const task = taskOf(request);
    if (task === undefined) return 'I am not sure.';
    const { flagged, wrong } = task.noise;
    // Nothing is drawn where nothing depends on it: a million steps are often run without noise.
    if (flagged === 0 && wrong === 0) return task.text;
    if (random.next() < flagged) return flaggedAnswer(task, random);
    return random.next() < wrong ? wrongAnswer(task, random) : task.text;
  };
}

/** The samples of a step have the same evidence: it is read once. */
function rememberedTask(noiseOf: NoiseByStep): (request: ProposeRequest) => Task | undefined {
  let last: { readonly evidence: Evidence; readonly task: Task | undefined } | undefined;
  return ({ evidence, seed, stepId }) => {
    if (last?.evidence !== evidence) last = { evidence, task: taskIn(evidence, noiseOf(seed, stepId)) };
    return last.task;
  };
}

function taskIn(evidence: Evidence, noise: Noise): Task | undefined {
  const position = positionIn(evidence);
  const right = position === undefined ? undefined : rightMove(position);
  if (position === undefined || right === undefined) return undefined;
  return { position, right, text: answerText(right, moved(position.pegs, right)), noise };
}

/** An answer with words around it: it is not in form, and who repairs it finds an answer in it. */
function flaggedAnswer(task: Task, random: Random): string {
  const isWrong = random.next() < (task.noise.wrongWhenFlagged ?? 0);
  return `Let me think this through once more.\n${isWrong ? wrongAnswer(task, random) : task.text}`;
}

/** One of the alternatives, drawn by the weights of the noise; the right answer where there is no other. */
function wrongAnswer(task: Task, random: Random): string {
  const { noise, text } = task;
  const texts = (task.wrong ??= noise.unlawful === true ? unlawfulAnswers(task) : legalAnswers(task));
  return texts[drawnPlace(noise.rivals ?? texts.map(() => 1), texts.length, random)] ?? text;
}

/** Legal moves that are not the right one: those are the errors that only votes can find. */
function legalAnswers({ position: { pegs }, right }: Task): string[] {
  return [...PEGS]
    .flatMap((from) => otherPegs(from).map((to) => ({ disk: topOf(pegs, from), from, to })))
    .filter((move) => move.disk !== 0 && whyIllegal(pegs, move) === undefined)
    .filter(({ disk, to }) => disk !== right.disk || to !== right.to)
    .map((move) => answerText(move, moved(pegs, move)));
}

/** The same illegal move with two states after it: votes on the move alone would take them for one. */
function unlawfulAnswers({ position: { pegs } }: Task): string[] {
  const illegal = [...pegs]
    .flatMap((from, index) => otherPegs(from).map((to) => ({ disk: index + 1, from, to })))
    .find((move) => whyIllegal(pegs, move) !== undefined);
  if (illegal === undefined) return [];
  const after = moved(pegs, illegal);
  const smallest = after.charAt(0);
  const elsewhere = moved(after, { disk: 1, from: smallest, to: otherPegs(smallest)[0] ?? '' });
  return [answerText(illegal, after), answerText(illegal, elsewhere)];
}

function otherPegs(peg: string): string[] {
  return [...PEGS].filter((other) => other !== peg);
}
