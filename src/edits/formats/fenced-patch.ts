import { editProblem, type EditProblem } from '../edit-problem.ts';
import { fenceOpening, type FenceOpening } from './fence.ts';
import type { FencedSection } from './fenced-sections.ts';
import { pathFromInfo } from './file-path.ts';
import { isFileHeader } from './recounted-diff.ts';

/** How far into a fence a patch's header is looked for (`diff --git`, modes and renames stand in front of it). */
const HEADER_LINES = 6;

/** True when the fence says that it holds a diff, with or without file names. */
export function speaksDiff(opening: FenceOpening): boolean {
  return /^(?:diff|patch|udiff)\b/i.test(opening.info);
}

/** True when the fence opened at `at` holds a patch that names its files: not a file itself, though a path may stand above. */
export function holdsPatch(lines: readonly string[], at: number, opening: FenceOpening): boolean {
  if (!speaksDiff(opening) && pathFromInfo(opening.info) !== undefined) return false;
  for (let index = at + 1; index <= at + HEADER_LINES; index += 1) {
    const line = lines[index] ?? '';
    if (fenceOpening(line) !== undefined) return false;
    if (isFileHeader(lines, index) || line.trim() === '*** Begin Patch') return true;
  }
  return false;
}

/** Returns a problem when a patch stands beside other sections: an answer of two formats would be read by halves. */
export function mixedWithPatch(sections: readonly FencedSection[]): EditProblem[] {
  if (!sections.some((section) => section.kind === 'patch')) return [];
  const reason =
    'The answer mixes a patch with blocks or whole files in fences; what it wants cannot be told.';
  return [editProblem('format-missing', reason)];
}
