import type { Candidate } from '../../engine/maker/candidate.ts';
import type { Reading } from '../../engine/maker/red-flag.ts';
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

/** Returns an answer in that form. */
export function answerText({ disk, from, to }: Move, pegs: string): string {
  return `move: ${disk} ${from} ${to}\nnext: ${pegs}`;
}

/**
 * Reads an answer to a step that begins with these pegs: a vote is the pair of move and next state, compared exactly.
 * What is not in form, breaks the rules or does not lead where it says is flagged, never repaired.
 */
export function readAnswer(text: string, pegs: string): Reading<Candidate> {
  const match = ANSWER.exec(text.trim());
  const next = match?.[4] ?? '';
  if (match === null || next.length !== pegs.length)
    return flagged('format', 'The answer is not a move and the pegs of all disks.', text);
  const move = { disk: Number(match[1]), from: match[2] ?? '', to: match[3] ?? '' };
  const illegal = whyIllegal(pegs, move);
  if (illegal !== undefined) return flagged('illegal-move', illegal, text);
  if (moved(pegs, move) !== next)
    return flagged('next-state', 'The next state is not where the move leads.', text);
  return { ok: true, value: candidateOf(move, next) };
}

function candidateOf(move: Move, next: string): Candidate {
  const key = stateOf(move, next);
  return { key, tiers: {}, summary: describeMove(move), size: 1, needsPerson: [], payload: key };
}

function flagged(rule: string, reason: string, evidence: string): Reading<Candidate> {
  return { ok: false, flags: [{ rule, reason, evidence: evidence.slice(0, 200) }] };
}
