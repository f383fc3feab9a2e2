import type { Edit, EditFormat, ParsedEdits } from '../edit-plan.ts';
import { deleteEdit, wholeEdit } from '../edit-plan.ts';
import { editProblem, type EditProblem } from '../edit-problem.ts';
import { joinLines } from '../text/text-lines.ts';
import { mixedWithPatch } from './fenced-patch.ts';
import { fencedSections, type FencedSection } from './fenced-sections.ts';
import { endsBlock, opensBlock } from './search-block.ts';

/** Search/replace blocks, the path in their fence: the default (and, beside them, whole files and deletions in fences). */
export const pathInFence: EditFormat = {
  name: 'path-in-fence',
  parse(lines) {
    if (!lines.some((line) => opensBlock(line.trimStart()) || endsBlock(line.trimStart()))) return undefined;
    return planOf(fencedSections(lines));
  },
};

function planOf(sections: readonly FencedSection[]): ParsedEdits {
  const edits: Edit[] = [];
  const problems = mixedWithPatch(sections);
  for (const section of sections) {
    if (section.kind === 'patch') continue;
    const read = editOf(section, edits.length + problems.length + 1);
    if ('rule' in read) problems.push(read);
    else edits.push(read);
  }
  if (problems.length > 0) return { ok: false, problems };
  if (edits.length > 0) return { ok: true, plan: { format: 'path-in-fence', edits } };
  const reason = 'The answer has search/replace marks but no complete block.';
  return { ok: false, problems: [editProblem('format-unclosed', reason)] };
}

function editOf(section: Exclude<FencedSection, { kind: 'patch' }>, number: number): Edit | EditProblem {
  if (section.kind === 'problem') return section.problem;
  if (section.kind === 'delete') return deleteEdit(section.path);
  if (section.kind === 'whole') return wholeFileOf(section.path, section.lines);
  const { search, replace } = section.block;
  if (section.path === undefined) {
    return editProblem('format-missing', `Block ${number} does not say which file it edits.`, search);
  }
  return { kind: 'replace', path: section.path, before: joinLines(search), after: joinLines(replace) };
}

/** A lone mark in what looks like a whole file is the rest of a broken block; writing it out would put marks into the file. */
function wholeFileOf(path: string, lines: readonly string[]): Edit | EditProblem {
  const stray = lines.find((line) => opensBlock(line) || endsBlock(line));
  if (stray === undefined) return wholeEdit(path, joinLines(lines));
  return editProblem(
    'format-unclosed',
    `The fence of ${path} holds part of a block only.`,
    lines.slice(0, 12),
  );
}
