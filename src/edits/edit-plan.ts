import type { EditProblem } from './edit-problem.ts';

/**
 * One edit of one file, whatever format it came in. Texts are lines that each end with `\n`, so that
 * "no line" ('') and "one empty line" ('\n') differ; the file's own line endings are put back on applying.
 */
export type Edit = ReplaceEdit | WholeEdit | DeleteEdit | MoveEdit;

/** Lines that stand in the file become others. */
export interface ReplaceEdit {
  readonly kind: 'replace';
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Lines above the place, outermost first (`@@ class A` of `*** Begin Patch`); asked only when two places match. */
  readonly anchors?: readonly string[];
}

/** The whole file is given: a new one, or a replacement of all that was there. */
export interface WholeEdit {
  readonly kind: 'whole';
  readonly path: string;
  readonly before: null;
  readonly after: string;
}

export interface DeleteEdit {
  readonly kind: 'delete';
  readonly path: string;
  readonly before: null;
  readonly after: null;
}

/** The file is renamed, after the plan's other edits of it. */
export interface MoveEdit {
  readonly kind: 'move';
  readonly path: string;
  readonly before: null;
  readonly after: null;
  readonly to: string;
}

export type EditFormatName = 'path-in-fence' | 'whole-file' | 'file-tags' | 'unified-diff' | 'begin-patch';

/** What an answer wants changed, in the order it was written. */
export interface EditPlan {
  readonly format: EditFormatName;
  readonly edits: readonly Edit[];
}

export type ParsedEdits =
  | { readonly ok: true; readonly plan: EditPlan }
  | { readonly ok: false; readonly problems: readonly EditProblem[] };

/** One way of writing edits. */
export interface EditFormat {
  readonly name: EditFormatName;
  /** Returns undefined when the answer is not in this format at all. Never throws. */
  parse(lines: readonly string[]): ParsedEdits | undefined;
}

/** Returns a whole-file edit. */
export function wholeEdit(path: string, after: string): WholeEdit {
  return { kind: 'whole', path, before: null, after };
}

/** Returns an edit that deletes the file. */
export function deleteEdit(path: string): DeleteEdit {
  return { kind: 'delete', path, before: null, after: null };
}

/** Returns an edit that renames the file. */
export function moveEdit(path: string, to: string): MoveEdit {
  return { kind: 'move', path, before: null, after: null, to };
}
