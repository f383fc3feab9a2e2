import type { DomainSettings } from '../../engine/maker/domain.ts';

/** How models are told to write a section; read by answer/read-section.ts. */
const SECTION_GUIDE = `Answer with the section in Markdown and nothing else: no words before or after it.

- The first line is the heading: two number signs, a space and the title of the section, exactly as the step gives it.
- Headings inside the section have three number signs or more.
- Link a file of the folder by its path from the top of the folder: [the parser](src/parser.js). Name a place as path:line, such as src/parser.js:12. Link and name only files that exist.
- Quote a file word for word, as a block quote whose last line names it:

> the words, exactly as they stand in the file
> — docs/guide.md

- Write finished text: no placeholders, no notes to yourself.`;

/** How models are told to split a report; read by engine/maker/plan. */
export const PLAN_GUIDE = `Answer with one JSON object and nothing else: no prose before or after it, no code fence.

{"steps": [{"title": "…", "description": "…", "kind": "section", "files": ["src/a.js"], "depends_on": []}]}

- "title": the heading of a section, a few words, different from the others. Sections stand in the report in this order.
- "description": what the section must say, complete in itself: whoever writes it sees the goal and the files, but not your thoughts.
- "files": paths of the files that the section is about, from the list of files; [] where there are none.
- "depends_on": positions, counted from 0, of earlier sections that must be written first, because this one sums them up; usually [].`;

/** Returns how answers are written: as a section, or as one label where only a few are allowed. */
export function formatGuide({ answers = [] }: Pick<DomainSettings, 'answers'>): string {
  if (answers.length === 0) return SECTION_GUIDE;
  const labels = answers.map((answer) => `- ${answer}`).join('\n');
  return `Answer with one of these labels and nothing else, exactly as it is written here:\n\n${labels}`;
}
