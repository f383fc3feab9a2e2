import type { Candidate } from '../../engine/maker/candidate.ts';
import type { Reading, RedFlag } from '../../engine/maker/red-flag.ts';
import { EVERY_CHECK, type Checks } from './checks.ts';
import { describeMove, moved, whyIllegal, type Move } from './position.ts';
import { stateOf } from './state.ts';

/** How an answer is written: two lines and nothing else. */
export const FORMAT_GUIDE = `Answer with exactly two lines and nothing else:
move: <disk> <from> <to>
next: <the peg of every disk after the move, from disk 1 up, without spaces>

For example, with three disks, all on peg A, moving disk 1 from A to C:
move: 1 A C
next: CAA`;

const ANSWER = /^move: (\d{1,2}) ([ABC]) ([ABC])\nnext: ([ABC]+)$/;

/** The same lines, whatever stands around them. */
const ANSWER_WITHIN = new RegExp(ANSWER.source, 'm');

/** Returns an answer in that form. */
export function answerText({ disk, from, to }: Move, pegs: string): string {
  return `move: ${disk} ${from} ${to}\nnext: ${pegs}`;
}

/**
 * Reads an answer to a step that begins with these pegs: a vote is the pair of move and next state, compared exactly.
 * What is not in form, breaks the rules or does not lead where it says is flagged, never repaired.
 */
export function readAnswer(text: string, pegs: string, checks: Checks = EVERY_CHECK): Reading<Candidate> {
  const match = (checks.form ? ANSWER : ANSWER_WITHIN).exec(text.trim());
  const next = match?.[4] ?? '';
  if (match === null || next.length !== pegs.length) return flagged(NOT_IN_FORM, text);
  const move = { disk: Number(match[1]), from: match[2] ?? '', to: match[3] ?? '' };
  const broken = checks.rules ? brokenRule(pegs, move, next) : undefined;
  return broken === undefined ? { ok: true, value: candidateOf(move, next) } : flagged(broken, text);
}

const NOT_IN_FORM = { rule: 'format', reason: 'The answer is not a move and the pegs of all disks.' };

function brokenRule(pegs: string, move: Move, next: string): RedFlag | undefined {
  const reason = whyIllegal(pegs, move);
  if (reason !== undefined) return { rule: 'illegal-move', reason };
  if (moved(pegs, move) === next) return undefined;
  return { rule: 'next-state', reason: 'The next state is not where the move leads.' };
}

function candidateOf(move: Move, next: string): Candidate {
  const key = stateOf(move, next);
  return { key, tiers: {}, summary: describeMove(move), size: 1, needsPerson: [], payload: key };
}

function flagged(flag: RedFlag, text: string): Reading<Candidate> {
  return { ok: false, flags: [{ ...flag, evidence: text.slice(0, 200) }] };
}
