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

export interface ReadingRules {
  /** Where the disks are before the move. */
  readonly pegs: string;
  /** A move that the rules forbid, or that does not lead where the answer says, is a red flag. */
  readonly legalOnly: boolean;
}

/** Reads an answer: a vote is the pair of move and next state, compared exactly. What is not in form is flagged, never repaired. */
export function readAnswer(text: string, { pegs, legalOnly }: ReadingRules): Reading<Candidate> {
  const match = ANSWER.exec(text.trim());
  const next = match?.[4] ?? '';
  if (match === null || next.length !== pegs.length)
    return flagged('format', 'The answer is not a move and the pegs of all disks.', text);
  const move = { disk: Number(match[1]), from: match[2] ?? '', to: match[3] ?? '' };
  const wrong = legalOnly ? whyWrong(pegs, move, next) : undefined;
  if (wrong !== undefined) return flagged('illegal-move', wrong, text);
  const key = stateOf(move, next);
  return { ok: true, value: { key, tiers: {}, summary: describeMove(move), size: 1, needsPerson: [], payload: key } };
}

function whyWrong(pegs: string, move: Move, next: string): string | undefined {
  const illegal = whyIllegal(pegs, move);
  if (illegal !== undefined) return illegal;
  return moved(pegs, move) === next ? undefined : 'The next state is not where the move leads.';
}

function flagged(rule: string, reason: string, evidence: string): Reading<Candidate> {
  return { ok: false, flags: [{ rule, reason, evidence: evidence.slice(0, 200) }] };
}
