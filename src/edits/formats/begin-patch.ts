import {
  deleteEdit,
  moveEdit,
  wholeEdit,
  type Edit,
  type EditFormat,
  type ParsedEdits,
} from '../edit-plan.ts';
import { editProblem, type EditProblem } from '../edit-problem.ts';
import { joinLines } from '../text/text-lines.ts';
import { normalisedPath } from './file-path.ts';

/** The `*** Begin Patch` form: files by `*** Update File:`, places by `@@` and context lines, no line numbers. */
export const beginPatch: EditFormat = {
  name: 'begin-patch',
  parse(lines) {
    const begin = lines.findIndex((line) => line.trim() === '*** Begin Patch');
    if (begin === -1) return undefined;
    const end = lines.findIndex((line, index) => index > begin && line.trim() === '*** End Patch');
    if (end === -1) {
      return { ok: false, problems: [editProblem('format-unclosed', 'The patch has no "*** End Patch".')] };
    }
    return planOf(filesOf(lines.slice(begin + 1, end)));
  },
};

interface PatchFile {
  readonly action: string;
  readonly path: string;
  readonly lines: string[];
}

function filesOf(lines: readonly string[]): PatchFile[] {
  const files: PatchFile[] = [];
  for (const line of lines) {
    const header = /^\*\*\* (Update|Add|Delete) File: (.+)$/.exec(line);
    if (header === null) files.at(-1)?.lines.push(line);
    else files.push({ action: header[1] ?? '', path: normalisedPath(header[2] ?? ''), lines: [] });
  }
  return files;
}

function planOf(files: readonly PatchFile[]): ParsedEdits {
  const problems = files.flatMap(strayLine);
  if (problems.length > 0) return { ok: false, problems };
  const edits = files.flatMap(editsOf);
  if (edits.length > 0) return { ok: true, plan: { format: 'begin-patch', edits } };
  const reason = 'The patch between "*** Begin Patch" and "*** End Patch" changes no file.';
  return { ok: false, problems: [editProblem('format-missing', reason)] };
}

function strayLine(file: PatchFile): EditProblem[] {
  const stray = file.lines.find((line) => !/^(?:[-+ ]|@@|\*\*\* (?:Move to: |End of File)|\s*$)/.test(line));
  if (stray === undefined) return [];
  const reason = `A line of the patch of ${file.path} begins with none of "+", "-", " " and "@@".`;
  return [editProblem('format-missing', reason, [stray])];
}

function editsOf(file: PatchFile): Edit[] {
  if (file.action === 'Delete') return [deleteEdit(file.path)];
  if (file.action === 'Add') return [wholeEdit(file.path, side(file.lines, '+', ''))];
  const to = file.lines.flatMap((line) => /^\*\*\* Move to: (.+)$/.exec(line)?.[1] ?? [])[0];
  const hunks = hunksOf(file.lines).map(({ anchors, lines }): Edit => {
    const before = side(lines, '-', ' ');
    const edit = { kind: 'replace', path: file.path, before, after: side(lines, '+', ' ') } as const;
    return anchors.length === 0 ? edit : { ...edit, anchors };
  });
  return to === undefined ? hunks : [...hunks, moveEdit(file.path, normalisedPath(to))];
}

interface PatchHunk {
  readonly anchors: string[];
  readonly lines: string[];
}

function hunksOf(lines: readonly string[]): PatchHunk[] {
  const hunks: PatchHunk[] = [{ anchors: [], lines: [] }];
  for (const line of lines) {
    if (line.startsWith('***')) continue;
    const current = hunks.at(-1) as PatchHunk;
    if (!line.startsWith('@@')) current.lines.push(line);
    else if (current.lines.length === 0) current.anchors.push(...anchorOf(line));
    else hunks.push({ anchors: anchorOf(line), lines: [] });
  }
  return hunks.map(withoutBlankEnd).filter((hunk) => hunk.lines.length > 0);
}

function anchorOf(line: string): string[] {
  const anchor = line
    .replace(/^@@/, '')
    .replace(/@@\s*$/, '')
    .trim();
  return anchor === '' || /^-\d+(?:,\d+)? \+\d+/.test(anchor) ? [] : [anchor];
}

function withoutBlankEnd(hunk: PatchHunk): PatchHunk {
  let length = hunk.lines.length;
  while (length > 0 && hunk.lines[length - 1] === '') length -= 1;
  return { anchors: hunk.anchors, lines: hunk.lines.slice(0, length) };
}

function side(lines: readonly string[], mark: '-' | '+', context: ' ' | ''): string {
  const kept = lines.filter((line) => line.startsWith(mark) || (context !== '' && /^(?: |$)/.test(line)));
  return joinLines(kept.map((line) => line.slice(1)));
}
