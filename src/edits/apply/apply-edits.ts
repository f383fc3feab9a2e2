import type { FileChange } from '../../engine/ports/workspace.ts';
import type { Edit } from '../edit-plan.ts';
import { editProblem, type EditProblem } from '../edit-problem.ts';
import { applyToFile, type AppliedFile } from './apply-to-file.ts';
import { editsByFile } from './file-edits.ts';
import type { MatchStep } from './match-cascade.ts';

/** How an edit found its place; `whole`, `deleted` and `moved` need none. */
export type AppliedStep = MatchStep | 'whole' | 'deleted' | 'moved';

export type Applied =
  | {
      readonly ok: true;
      /** Whole resulting files; only those that become something else. */
      readonly changes: readonly FileChange[];
      /** For each edit, in the plan's order. */
      readonly matched: readonly AppliedStep[];
    }
  | { readonly ok: false; readonly problems: readonly EditProblem[] };

/** Returns the bytes of a file, or undefined when there is none. */
export type ReadFile = (path: string) => Uint8Array | undefined;

/**
 * Returns what the files become, or every problem found: an answer applies whole or not at all. All edits are matched
 * against the files as `read` gives them, so their order does not matter. Never throws.
 */
export function applyEdits(options: { readonly edits: readonly Edit[]; readonly read: ReadFile }): Applied {
  const files = editsByFile(options.edits).map((file) => applyToFile(file, options.read));
  const problems = files.flatMap((file) => (file.ok ? [] : file.problems));
  if (problems.length > 0) return { ok: false, problems };
  return combined(
    files.flatMap((file) => (file.ok ? [file.applied] : [])),
    options,
  );
}

function combined(
  files: readonly AppliedFile[],
  options: { readonly edits: readonly Edit[]; readonly read: ReadFile },
): Applied {
  const changes = files.flatMap((file) => file.changes);
  const twice = changes.find(
    ({ path }, index) => changes.findIndex((other) => other.path === path) !== index,
  );
  if (twice !== undefined)
    return refused('does-not-apply', `Two edits of the answer decide what ${twice.path} becomes.`);
  const real = changes.filter((change) => !isAsBefore(change, options.read));
  if (real.length === 0) return refused('no-change', 'The answer leaves every file as it is.');
  const steps = new Map(files.flatMap((file) => [...file.steps]));
  return { ok: true, changes: real, matched: options.edits.map((_, index) => steps.get(index) ?? 'whole') };
}

function refused(rule: 'does-not-apply' | 'no-change', reason: string): Applied {
  return { ok: false, problems: [editProblem(rule, reason)] };
}

function isAsBefore(change: FileChange, read: ReadFile): boolean {
  const before = read(change.path);
  if (change.content === null || before === undefined) return change.content === null && before === undefined;
  return Buffer.from(before).equals(change.content);
}
