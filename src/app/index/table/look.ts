import { isSolvedGraph, type StepView } from '../../view/step-view.ts';
import { STATES } from './branch-table.ts';

// What lists show of a step besides its words, in one number.

const STATE_BITS = 7;
const SOLVED = 8;
const ROOT = 16;
const UNVERIFIED = 32;
const PHASE_SHIFT = 6;

/** The part of a look that says all that is looked for or counted: state, solved or not, in the tree or not. */
export const LOOK_MASK = STATE_BITS | SOLVED | ROOT;

/** Returns the look of a step whose phase has that number. */
export function lookOf(step: StepView, phase: number): number {
  const solved = isSolvedGraph(step.graph);
  const unverified = solved && step.input.brief.promise.kind === 'none';
  const flags = (solved ? SOLVED : 0) | (step.parent === null ? ROOT : 0) | (unverified ? UNVERIFIED : 0);
  return STATES.indexOf(step.state) | flags | (phase << PHASE_SHIFT);
}

/** Returns the number of the state in STATES. */
export function stateIn(look: number): number {
  return look & STATE_BITS;
}

/** True for a step that stands for the session. */
export function isRootIn(look: number): boolean {
  return (look & ROOT) !== 0;
}

/** True for a step that is solved itself. */
export function isSolvedIn(look: number): boolean {
  return (look & SOLVED) !== 0;
}

/** True for a step that no test can check. */
export function isUnverifiedIn(look: number): boolean {
  return (look & UNVERIFIED) !== 0;
}

/** Returns the number of the phase. */
export function phaseIn(look: number): number {
  return look >> PHASE_SHIFT;
}
