import { parsePatch, type StructuredPatch, type StructuredPatchHunk } from 'diff';
import type { Edit, EditFormat, ParsedEdits } from '../edit-plan.ts';
import { deleteEdit, moveEdit, wholeEdit } from '../edit-plan.ts';
import { editProblem } from '../edit-problem.ts';
import { joinLines } from '../text/text-lines.ts';
import { normalisedPath } from './file-path.ts';
import { isFileHeader, recountedDiff } from './recounted-diff.ts';

/** Unified diff, with or without a fence. Its line numbers and counts are not trusted: hunks are found by their text. */
export const unifiedDiffFormat: EditFormat = {
  name: 'unified-diff',
  parse(lines) {
    const claims = lines.some(
      (line, index) => isFileHeader(lines, index) || /^@@ -\d|^diff --git /.test(line),
    );
    if (!claims || lines.some((line) => line.trim() === '*** Begin Patch')) return undefined;
    const fences = lines.filter((line) => line.startsWith('```')).length;
    if (fences % 2 === 1)
      return refusal('format-unclosed', 'The code fence around the diff is never closed.');
    return planOf(recountedDiff(lines));
  },
};

function planOf(diff: string): ParsedEdits {
  const patches = parsed(diff);
  if (typeof patches === 'string') {
    return refusal('format-missing', `The answer's unified diff cannot be read: ${patches}.`);
  }
  if (patches.some((patch) => pathOf(patch) === undefined)) {
    return refusal(
      'format-missing',
      'The unified diff has a hunk without "---" and "+++" lines that name its file.',
    );
  }
  const edits = patches.flatMap(editsOf);
  if (edits.length === 0) return refusal('format-missing', 'The unified diff has no hunk.');
  return { ok: true, plan: { format: 'unified-diff', edits } };
}

function parsed(diff: string): StructuredPatch[] | string {
  try {
    return parsePatch(diff);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function editsOf(patch: StructuredPatch): Edit[] {
  const path = pathOf(patch) ?? '';
  if (patch.newFileName === '/dev/null' || patch.isDelete === true) return [deleteEdit(path)];
  if (patch.oldFileName === '/dev/null' || patch.isCreate === true) {
    return [wholeEdit(path, patch.hunks.map((hunk) => side(hunk, '+')).join(''))];
  }
  const hunks = patch.hunks.map((hunk): Edit => {
    return { kind: 'replace', path, before: side(hunk, '-'), after: side(hunk, '+') };
  });
  if (patch.isRename !== true) return hunks;
  return [...hunks, moveEdit(path, normalisedPath(withoutPrefix(patch.newFileName ?? '', 'b/')))];
}

/** The file that the hunks are about: the old name where it is renamed, else the new one (the old may be `x.orig`). */
function pathOf(patch: StructuredPatch): string | undefined {
  const { oldFileName: before, newFileName: after } = patch;
  if (before === undefined || after === undefined) return undefined;
  const prefixed = [before, after].every((name) => name === '/dev/null' || /^[ab]\//.test(name));
  const useOld = after === '/dev/null' || patch.isRename === true;
  const name = useOld ? before : after;
  return normalisedPath(prefixed ? withoutPrefix(name, useOld ? 'a/' : 'b/') : name);
}

function withoutPrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function side(hunk: StructuredPatchHunk, mark: '-' | '+'): string {
  const kept = hunk.lines.filter((line) => line.startsWith(' ') || line.startsWith(mark));
  return joinLines(kept.map((line) => line.slice(1)));
}

function refusal(rule: 'format-missing' | 'format-unclosed', reason: string): ParsedEdits {
  return { ok: false, problems: [editProblem(rule, reason)] };
}
