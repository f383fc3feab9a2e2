import type { Json } from '../../engine/json.ts';
import type { DirectSteps, LazyStep } from '../../engine/maker/direct-steps.ts';
import type { DomainContext, DomainSession } from '../../engine/maker/domain.ts';
import { withoutTests, type Verification } from '../../engine/maker/verification.ts';
import { readAnswer } from './answer.ts';
import { checksOf, type Checks } from './checks.ts';
import { disksOf, fewestMoves } from './disks-of.ts';
import { evidenceOf } from './evidence.ts';
import { describeMove, TARGET, type Position } from './position.ts';
import { Referee } from './referee.ts';
import { positionOf, readState } from './state.ts';
import { rightMove } from './strategy.ts';

/** Returns a session for the number of disks that the prompt names; throws `usage` when it names none. */
export function hanoiSession({ goal, settings }: DomainContext): DomainSession {
  const disks = disksOf(goal);
  const checks = checksOf(settings.redFlaggers);
  const referee = new Referee(disks);
  let accepted: string | undefined;
  const pegs = (): string => positionOf(accepted, disks).pegs;
  const after = (answer: Json): string => referee.after(accepted, String(answer));
  return {
    direct: directSteps({ goal, disks, referee, checks }),
    preflight: () => Promise.resolve({ kind: 'ready' }),
    baseline: () => Promise.resolve({ summary: `${disks} disks, ${fewestMoves(disks)} moves`, data: null }),
    restore: () => undefined,
    ownPlan: () => Promise.resolve(undefined),
    isAtomic: () => true,
    split: () => Promise.resolve(undefined),
    evidence: (context) => Promise.resolve(evidenceOf(goal, context, positionOf(accepted, disks))),
    checkPlan: (plan) => Promise.resolve({ ok: true, value: plan }),
    readAnswer: (text) => Promise.resolve(readAnswer(text, pegs(), checks)),
    readEdit: ([file]) => Promise.resolve(readAnswer(file?.text ?? '', pegs(), checks)),
    alreadyKept: () => Promise.resolve(false),
    verify: ({ payload }) =>
      Promise.resolve(
        verificationOf(accepted, 'The move is legal.', checks.rules ? faultIn(after(payload)) : undefined),
      ),
    state: () => accepted ?? '',
    accepting: ({ payload }) => Promise.resolve(after(payload)),
    accept: (state) => Promise.resolve(void (accepted = state)),
    verifyWhole: () => Promise.resolve(wholeOf(accepted, disks)),
    show: ({ summary }) => Promise.resolve(summary),
    changes: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

interface Game {
  readonly goal: string;
  readonly disks: number;
  readonly referee: Referee;
  readonly checks: Checks;
}

function directSteps({ goal, disks, referee, checks }: Game): DirectSteps {
  const count = fewestMoves(disks);
  const stepAt = (index: number): LazyStep => ({ title: `Move ${index}`, index, count });
  const position = rememberedPosition(disks);
  return {
    first: () => [stepAt(1)],
    evidence(place) {
      const { brief: step, ancestors, index } = place.input;
      const context = { step, place: { ancestors, index, count, siblings: [] }, feedback: [] };
      return evidenceOf(goal, context, position(place.state));
    },
    read: (text, place) => readAnswer(text, position(place.state).pegs, checks),
    after: ({ payload }, { state }) => referee.after(state, String(payload)),
    // A run that has gone astray may come to a place from which no move leads on.
    next: (state, { index }) =>
      index >= count || rightMove(position(state)) === undefined ? [] : [stepAt(index + 1)],
  };
}

/** Returns `positionOf`, which reads a state but once when it is asked for again and again. */
function rememberedPosition(disks: number): (state: string | undefined) => Position {
  let last: { readonly state: string | undefined; readonly position: Position } | undefined;
  return (state) => {
    if (last === undefined || last.state !== state) last = { state, position: positionOf(state, disks) };
    return last.position;
  };
}

/** Solved within the steps that were planned, which are as many as there must be, and by the rules: that is perfect. */
function wholeOf(state: string | undefined, disks: number): Verification {
  const solved = `All disks are on peg ${TARGET} after ${fewestMoves(disks)} legal moves.`;
  if (positionOf(state, disks).pegs === TARGET.repeat(disks))
    return verificationOf(state, solved, faultIn(state));
  return verificationOf(state, solved, `Not all disks are on peg ${TARGET}.`);
}

function faultIn(state: string | undefined): string | undefined {
  const fault = state === undefined ? undefined : readState(state).fault;
  return fault === undefined ? undefined : `The move ${describeMove(fault)} was against the rules.`;
}

function verificationOf(on: string | undefined, sound: string, problem: string | undefined): Verification {
  const verdict = problem === undefined ? 'passed' : 'failed';
  return withoutTests({ verdict, summary: problem ?? sound, on: on ?? '' });
}
