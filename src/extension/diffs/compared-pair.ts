import type { CandidateFiles, ComparedFile, ComparedFiles } from '../../protocol/candidate-files.ts';
import { t } from '../l10n.ts';
import { markOf, type CandidateAddress } from './candidate-address.ts';

/** One side of a diff: where it is and what it shows. */
export interface ComparedSide {
  readonly address: CandidateAddress;
  /** What the document shows: the text, nothing for a file that isn't there, a sentence for one that isn't text. */
  readonly text: string;
  readonly exists: boolean;
}

/** One file of a diff. */
export interface ComparedPair {
  readonly path: string;
  readonly left: ComparedSide;
  readonly right: ComparedSide;
}

interface Question {
  readonly answer: string;
  readonly openedSeq: number | null;
}

/** Returns the files that an answer changes, before and after. */
export function pairsOfCandidate(candidate: CandidateFiles, openedSeq: number | null): ComparedPair[] {
  const about = { answer: candidate.label, openedSeq };
  return candidate.files.map((file) => ({
    path: file.path,
    left: sideOfCandidate(candidate, file, 'before', about),
    right: sideOfCandidate(candidate, file, 'after', about),
  }));
}

/** Returns where one answer differs from the leading one; the right side is `candidate`, and decisions are about it. */
export function pairsOfClasses(
  leading: CandidateFiles,
  candidate: CandidateFiles,
  openedSeq: number | null,
): ComparedPair[] {
  const about = { answer: candidate.label, openedSeq };
  const paths = new Set([...leading.files, ...candidate.files].map((file) => file.path));
  return [...paths].flatMap((path) => {
    const left = changedOrBase(leading, candidate, path, about);
    const right = changedOrBase(candidate, leading, path, about);
    return left === undefined || right === undefined || left.text === right.text
      ? []
      : [{ path, left, right }];
  });
}

/** Returns the files that a session changed, before and after. */
export function pairsOfResult(result: ComparedFiles): ComparedPair[] {
  return result.files.map((file) => ({
    path: file.path,
    left: sideOfResult(result, file, 'before'),
    right: sideOfResult(result, file, 'after'),
  }));
}

/** The file as `own` leaves it: changed by it, or as it was before, which then only the other answer knows. */
function changedOrBase(
  own: CandidateFiles,
  other: CandidateFiles,
  path: string,
  about: Question,
): ComparedSide | undefined {
  const changed = own.files.find((file) => file.path === path);
  if (changed !== undefined) return sideOfCandidate(own, changed, 'after', about);
  const base = other.files.find((file) => file.path === path);
  return base === undefined ? undefined : sideOfCandidate(other, base, 'before', about);
}

function sideOfCandidate(
  candidate: CandidateFiles,
  file: ComparedFile,
  side: CandidateAddress['side'],
  about: Question,
): ComparedSide {
  const { session_id: sessionId, step_id: stepId, label } = candidate;
  return sideAt(file, { sessionId, stepId, label, side, ...about });
}

function sideOfResult(
  result: ComparedFiles,
  file: ComparedFile,
  side: CandidateAddress['side'],
): ComparedSide {
  return sideAt(file, {
    sessionId: result.session_id,
    stepId: null,
    label: null,
    side,
    answer: null,
    openedSeq: null,
  });
}

function sideAt(file: ComparedFile, place: Omit<CandidateAddress, 'path' | 'mark'>): ComparedSide {
  const exists = file.binary || file[place.side] !== null;
  const { text, mark } = shownSide(file, place.side);
  return { address: { ...place, path: file.path, mark }, text, exists };
}

/** Returns what a document shows of one side of a file, and the mark of that text. */
export function shownSide(
  file: ComparedFile,
  side: CandidateAddress['side'],
): { readonly text: string; readonly mark: string } {
  const text = textOf(file, side);
  return { text, mark: markOf(file.binary || file[side] !== null ? text : null) };
}

function textOf(file: ComparedFile, side: CandidateAddress['side']): string {
  if (!file.binary) return file[side] ?? '';
  return side === 'before'
    ? t('{0} is not text; this stands for the file before the change.', file.path)
    : t('{0} is not text; this stands for the file after the change.', file.path);
}
