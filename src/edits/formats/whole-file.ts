import { deleteEdit, wholeEdit, type Edit, type EditFormat, type ParsedEdits } from '../edit-plan.ts';
import { joinLines } from '../text/text-lines.ts';
import { mixedWithPatch } from './fenced-patch.ts';
import { fencedSections, type FencedSection } from './fenced-sections.ts';

/** Whole files, each in a fence that names its path. */
export const wholeFile: EditFormat = {
  name: 'whole-file',
  parse(lines) {
    const sections = fencedSections(lines);
    return sections.every((section) => section.kind === 'patch') ? undefined : planOf(sections);
  },
};

function planOf(sections: readonly FencedSection[]): ParsedEdits {
  const problems = sections.flatMap((section) => (section.kind === 'problem' ? [section.problem] : []));
  problems.push(...mixedWithPatch(sections));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, plan: { format: 'whole-file', edits: sections.flatMap(editsOf) } };
}

function editsOf(section: FencedSection): Edit[] {
  if (section.kind === 'delete') return [deleteEdit(section.path)];
  return section.kind === 'whole' ? [wholeEdit(section.path, joinLines(section.lines))] : [];
}
