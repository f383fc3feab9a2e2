import type { ReplaceEdit } from '../edit-plan.ts';
import { editProblem, type EditProblem } from '../edit-problem.ts';
import { alignLines, type LineSplice } from '../text/line-alignment.ts';
import { lineTexts } from '../text/text-lines.ts';
import { matchesInScope } from './anchors.ts';
import type { AppliedStep } from './apply-edits.ts';
import type { BaseFile } from './base-file.ts';
import { closestLines } from './closest-lines.ts';
import type { FileEdits, NumberedEdit } from './file-edits.ts';
import { reindented } from './indentation.ts';
import { matchBlock, type Match, type MatchStep } from './match-cascade.ts';

/** A splice of the file, and the edit it comes from. */
export interface PlacedSplice extends LineSplice {
  readonly label: string;
}

export type Placing =
  | {
      readonly ok: true;
      /** In the file's order, apart from each other. */
      readonly splices: readonly PlacedSplice[];
      readonly steps: ReadonlyMap<number, AppliedStep>;
    }
  | { readonly ok: false; readonly problems: readonly EditProblem[] };

/** Returns where the edits change the file. Only changed lines count, so context of two blocks may overlap. */
export function placedSplices(file: FileEdits, base: BaseFile): Placing {
  const splices: PlacedSplice[] = [];
  const problems: EditProblem[] = [];
  const steps = new Map<number, AppliedStep>();
  for (const numbered of file.edits) {
    const placed = placedEdit(numbered, base);
    if ('rule' in placed) problems.push(placed);
    else {
      splices.push(...placed.splices.map((splice) => ({ ...splice, label: numbered.label })));
      steps.set(numbered.index, placed.step);
    }
  }
  splices.sort((a, b) => a.start - b.start || a.end - b.end);
  const collision = collisionOf(splices);
  if (collision !== undefined) problems.push(collision);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, splices, steps };
}

interface PlacedEdit {
  readonly step: AppliedStep;
  readonly splices: readonly LineSplice[];
}

function placedEdit({ edit, label }: NumberedEdit, base: BaseFile): PlacedEdit | EditProblem {
  if (edit.kind === 'replace') return placedBlock(edit, label, base);
  if (edit.kind !== 'whole') return { step: 'moved', splices: [] };
  return { step: 'whole', splices: alignLines(base.texts, lineTexts(edit.after.replace(/^\ufeff/, ''))) };
}

function placedBlock(edit: ReplaceEdit, label: string, base: BaseFile): PlacedEdit | EditProblem {
  if (edit.before.trim() === '') return placedEmptySearch(edit, label, base);
  const search = lineTexts(edit.before);
  const changes = alignLines(search, lineTexts(edit.after));
  if (changes.length === 0)
    return editProblem('no-change', `${label} replaces lines by the same lines.`, search);
  const found = matchBlock(base.texts, search);
  if (found === undefined) return doesNotApply({ label, search, base });
  const matches =
    found.matches.length > 1 ? matchesInScope(base.texts, found.matches, edit.anchors ?? []) : found.matches;
  const [match] = matches;
  if (match === undefined || matches.length > 1)
    return ambiguous({ label, search, step: found.step, matches: found.matches });
  return { step: found.step, splices: changes.map((change) => inFile(change, match)) };
}

function placedEmptySearch(edit: ReplaceEdit, label: string, base: BaseFile): PlacedEdit | EditProblem {
  if (base.lines.length > 0) {
    return editProblem('empty-search', `${label} has nothing in SEARCH, so where it belongs cannot be told.`);
  }
  return { step: 'whole', splices: alignLines([], lineTexts(edit.after)) };
}

/** Moves a splice of the block to where the block stands; blank lines that were left out of the match stay out. */
function inFile(change: LineSplice, match: Match): LineSplice {
  const inBlock = (index: number): number => Math.min(Math.max(index - match.skipped, 0), match.lineCount);
  const { indentation } = match;
  const lines =
    indentation === undefined ? change.lines : change.lines.map((line) => reindented(line, indentation));
  return { start: match.start + inBlock(change.start), end: match.start + inBlock(change.end), lines };
}

function collisionOf(splices: readonly PlacedSplice[]): EditProblem | undefined {
  const at = splices.findIndex((splice, index) => {
    const before = splices[index - 1];
    if (before === undefined) return false;
    const bothInsertHere = splice.start === before.start && splice.end === before.end;
    return splice.start < before.end || bothInsertHere;
  });
  const [first, second] = [splices[at - 1], splices[at]];
  if (first === undefined || second === undefined) return undefined;
  const reason = `${first.label} and ${second.label} change the same place, line ${second.start + 1}.`;
  return editProblem('does-not-apply', reason);
}

function ambiguous(found: {
  readonly label: string;
  readonly search: readonly string[];
  readonly step: MatchStep;
  readonly matches: readonly Match[];
}): EditProblem {
  const places = found.matches.slice(0, 5).map((match) => match.start + 1);
  const more = found.matches.length > places.length ? ' and more' : '';
  const reason = `${found.label} matches ${found.matches.length} places (${found.step}): it stands at lines ${places.join(' and ')}${more}.`;
  return editProblem('ambiguous', reason, found.search);
}

function doesNotApply(block: {
  readonly label: string;
  readonly search: readonly string[];
  readonly base: BaseFile;
}): EditProblem {
  const closest = closestLines(block.base.texts, block.search);
  const shown =
    closest.length === 0 ? ['(nothing in the file resembles it)'] : ['closest lines:', ...closest];
  const evidence = ['SEARCH:', ...block.search.slice(0, 10), ...shown];
  return editProblem(
    'does-not-apply',
    `${block.label} searches for lines that are not in the file.`,
    evidence,
  );
}
