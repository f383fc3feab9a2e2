import type { Evidence } from '../../engine/maker/evidence.ts';
import type { StepContext } from '../../engine/maker/domain.ts';
import { parseNote, positionNote } from './position-note.ts';
import type { Position } from './position.ts';

const RULES =
  'There are three pegs, A, B and C. A move takes the top disk of one peg to another; no disk may lie on a smaller one. ' +
  'Disk 1 is the smallest. All disks start on peg A and end on peg C.';

const STRATEGY = {
  even: strategy('clockwise (A to B, B to C, C to A)'),
  odd: strategy('counter-clockwise (A to C, C to B, B to A)'),
};

function strategy(way: string): string {
  return `If the previous move did not move disk 1, move disk 1 one peg ${way}. Otherwise make the only legal move that does not involve disk 1.`;
}

/** Returns what a step is told: the rules, the strategy, the previous move and the state. Nothing of other steps. */
export function evidenceOf(
  goal: string,
  { step, place, feedback }: StepContext,
  position: Position,
): Evidence {
  const way = position.pegs.length % 2 === 0 ? STRATEGY.even : STRATEGY.odd;
  const notes = [RULES, way, positionNote(position)];
  return { goal, step, place, files: [], failures: [], outline: [], feedback, notes };
}

/** Returns the position that the evidence tells of, as any reader of it would find it; undefined when it tells of none. */
export function positionIn({ notes }: Evidence): Position | undefined {
  return parseNote(notes.at(-1) ?? '');
}
