import type { FileChange } from '../../engine/ports/workspace.ts';
import { editProblem, type EditProblem, type EditRule } from '../edit-problem.ts';
import { encodeText } from '../text/decoded-text.ts';
import type { AppliedStep, ReadFile } from './apply-edits.ts';
import { baseFile, newFile, type BaseFile } from './base-file.ts';
import { elidedLine } from './elided-body.ts';
import type { FileEdits, NumberedEdit } from './file-edits.ts';
import { placedSplices, type PlacedSplice } from './placed-splices.ts';
import { splicedText } from './spliced-text.ts';

export interface AppliedFile {
  readonly changes: readonly FileChange[];
  /** By the edit's place in the plan. */
  readonly steps: ReadonlyMap<number, AppliedStep>;
}

export type FileResult =
  | { readonly ok: true; readonly applied: AppliedFile }
  | { readonly ok: false; readonly problems: readonly EditProblem[] };

/** Returns what the edits make of one file, or their problems. */
export function applyToFile(file: FileEdits, read: ReadFile): FileResult {
  const contradiction = contradictionOf(file);
  if (contradiction !== undefined) return failed(contradiction);
  const bytes = read(file.path);
  const [first] = file.edits;
  if (first?.edit.kind === 'delete') return deleted(first, bytes);
  if (bytes === undefined && !createsFile(file)) return failed(missing(file));
  if (bytes !== undefined && file.edits.every(({ edit }) => edit.kind === 'move')) {
    return moved(file, { content: bytes, steps: new Map() }, read);
  }
  const base = bytes === undefined ? newFile() : baseFile(bytes);
  if (base === undefined)
    return refusal('binary-file', `${file.path} is a binary file; text edits cannot change it.`);
  return rewritten(file, base, read);
}

function rewritten(file: FileEdits, base: BaseFile, read: ReadFile): FileResult {
  const placed = placedSplices(file, base);
  if (!placed.ok) return placed;
  const elision = elisionIn(file.path, base, placed.splices);
  if (elision !== undefined) return failed(elision);
  const text = splicedText(base.lines, placed.splices);
  const encoded = encodeText({ ...base.decoded, text });
  if (!encoded.ok) {
    const reason = `${file.path} is stored in ${base.decoded.encoding}, which cannot hold "${encoded.unencodable}".`;
    return refusal('does-not-apply', reason);
  }
  return moved(file, { content: encoded.bytes, steps: placed.steps }, read);
}

function moved(
  file: FileEdits,
  result: { readonly content: Uint8Array; readonly steps: ReadonlyMap<number, AppliedStep> },
  read: ReadFile,
): FileResult {
  const move = file.edits.find(({ edit }) => edit.kind === 'move');
  if (move?.edit.kind !== 'move') {
    const changes = [{ path: file.path, content: result.content }];
    return { ok: true, applied: { changes, steps: result.steps } };
  }
  const { to } = move.edit;
  if (read(to) !== undefined)
    return refusal('does-not-apply', `${move.label} cannot move to ${to}: that file exists.`);
  const changes = [
    { path: file.path, content: null },
    { path: to, content: result.content },
  ];
  return { ok: true, applied: { changes, steps: new Map([...result.steps, [move.index, 'moved']]) } };
}

function deleted(first: NumberedEdit, bytes: Uint8Array | undefined): FileResult {
  if (bytes === undefined) return refusal('missing-file', `${first.label} deletes a file that is not there.`);
  const changes = [{ path: first.edit.path, content: null }];
  return { ok: true, applied: { changes, steps: new Map([[first.index, 'deleted']]) } };
}

/** A file is either rewritten whole once, or deleted once, or edited in places. */
function contradictionOf(file: FileEdits): EditProblem | undefined {
  const others = file.edits.filter(({ edit }) => edit.kind !== 'move');
  const moves = file.edits.length - others.length;
  const sole = others.find(({ edit }) => edit.kind !== 'replace');
  const deletedAndMoved = sole?.edit.kind === 'delete' && moves > 0;
  if (moves < 2 && !deletedAndMoved && (sole === undefined || others.length === 1)) return undefined;
  const reason = `The answer says twice what becomes of ${file.path}: ${file.edits.map(({ edit }) => edit.kind).join(', ')}.`;
  return editProblem('does-not-apply', reason);
}

/** A block with nothing to search for makes a new file, as some formats write it. */
function createsFile(file: FileEdits): boolean {
  return file.edits.every(
    ({ edit }) => edit.kind === 'whole' || (edit.kind === 'replace' && edit.before.trim() === ''),
  );
}

function missing(file: FileEdits): EditProblem {
  const label = file.edits[0]?.label ?? file.path;
  return editProblem('missing-file', `${label} edits a file that is not there.`);
}

function elisionIn(path: string, base: BaseFile, splices: readonly PlacedSplice[]): EditProblem | undefined {
  const added = splices.flatMap((splice) => splice.lines);
  const line = elidedLine({ path, added, base: base.texts });
  if (line === undefined) return undefined;
  return editProblem(
    'elided-body',
    `The answer leaves out lines of ${path} and says so instead of writing them.`,
    [line],
  );
}

function failed(problem: EditProblem): FileResult {
  return { ok: false, problems: [problem] };
}

function refusal(rule: EditRule, reason: string): FileResult {
  return failed(editProblem(rule, reason));
}
