import type { Edit } from '../edit-plan.ts';

/** An edit with its place in the plan, for messages. */
export interface NumberedEdit {
  readonly edit: Edit;
  /** From 0, over the whole plan. */
  readonly index: number;
  /** `Block 2 (src/a.js)`. */
  readonly label: string;
}

/** All edits of one file. */
export interface FileEdits {
  readonly path: string;
  readonly edits: readonly NumberedEdit[];
}

/** Returns the plan's edits by file, files in the order they are first named. */
export function editsByFile(edits: readonly Edit[]): FileEdits[] {
  const byPath = new Map<string, NumberedEdit[]>();
  for (const [index, edit] of edits.entries()) {
    const label = `Block ${index + 1} (${edit.path})`;
    const list = byPath.get(edit.path) ?? [];
    byPath.set(edit.path, [...list, { edit, index, label }]);
  }
  return [...byPath].map(([path, list]) => ({ path, edits: list }));
}
