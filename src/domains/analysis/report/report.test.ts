import { describe, expect, it } from 'vitest';
import { checkReport } from './check-report.ts';
import { labelTable } from './label-table.ts';
import { promiseOf, withEntry, type Entry, type Layout } from './report.ts';
import { linkedFromReport, linkedFromTop } from './report-links.ts';
import { reportPath, reportTitle } from './report-place.ts';
import { sections } from './sections.ts';

const ENTRIES: readonly Entry[] = [
  { number: 1, title: 'Scope', body: 'All of it.\n\n```md\n## 7. Not a section\n```' },
  { number: 2, title: 'A | B \\ C', body: 'Text.' },
  { number: 10, title: 'Last', body: 'End.' },
];

describe.each<[string, Layout, readonly Entry[]]>([
  ['sections', sections, ENTRIES],
  ['labels', labelTable, ENTRIES.map((entry) => ({ ...entry, body: 'bug' }))],
])('a report of %s', (_name, layout, entries) => {
  it('is read back as it was written, whatever order its parts came in', () => {
    const report = [entries[2], entries[0], entries[1]].reduce<{ title: string; entries: readonly Entry[] }>(
      (so, entry) => withEntry(so, entry as Entry),
      { title: 'T', entries: [] },
    );
    expect(layout.parse(layout.render(report))).toEqual(entries);
  });

  it('replaces a part that is written again', () => {
    const again = { number: 2, title: 'A | B \\ C', body: 'feature' };
    const report = withEntry({ title: 'T', entries }, again);
    expect(layout.parse(layout.render(report))).toEqual([entries[0], again, entries[2]]);
  });
});

describe('the composition', () => {
  const has = (path: string) => path === 'src/a.js';
  const check = (text: string, promised: readonly string[] = []) =>
    checkReport(text, { layout: sections, path: 'reports/r.md', has, promised }).problems;
  const whole = sections.render({ title: 'T', entries: ENTRIES });

  it('holds when every promised part is there', () => {
    expect(check(whole, ['Scope', 'LAST'].map(promiseOf))).toEqual([]);
  });

  it.each([
    ['a part is missing', whole, ['Costs'], 'The report lacks the section "costs".'],
    ['there are two titles', `${whole}\n# Another\n`, [], 'The report has 2 titles instead of one.'],
    ['two parts have one name', `${whole}\n## 11. last\n`, [], 'Two sections are called "last".'],
    [
      'parts are out of order',
      `${whole}\n## 3. Third\n`,
      [],
      'The sections do not stand in the order of the plan.',
    ],
    ['a link leads nowhere', `${whole}\n[x](../src/b.js)\n`, [], 'The link to ../src/b.js leads to no file.'],
  ])('does not when %s', (_what, text, promised, problem) => {
    expect(check(text, promised.map(promiseOf))).toEqual([problem]);
  });

  it('has links that lead from the report to where they led from the top of the folder', () => {
    const text = '[a](src/a.js#L2), [b](https://example.org/a) and [c].\n\n[c]: src/a.js\n';
    const moved = linkedFromReport(text, 'reports/r.md');
    expect(moved).toBe('[a](../src/a.js#L2), [b](https://example.org/a) and [c].\n\n[c]: ../src/a.js\n');
    expect(check(`# T\n\n## 1. A\n\n${moved}`)).toEqual([]);
    expect(linkedFromTop(moved, 'reports/r.md')).toBe(text);
  });
});

describe('a report goes', () => {
  const none = () => false;
  it.each([
    ['where the prompt says', 'Write docs/risks.md: what can go wrong?', 'docs/risks.md'],
    ['where the prompt says at its end', 'List all risks, in `RISKS.md`', 'RISKS.md'],
    [
      'into reports/ by its words',
      'What can go wrong with the über parser, and why is that so?',
      'reports/what-can-go-wrong-with-the-u-ber.md',
    ],
    ['into reports/ when the prompt leads out of the folder', 'Write ../x.md', 'reports/report.md'],
  ])('%s', (_what, goal, path) => {
    expect(reportPath(goal, undefined, none)).toBe(path);
  });

  it('where the configuration says, whatever the prompt says', () => {
    expect(reportPath('Write a.md', 'docs/./b.md', none)).toBe('docs/b.md');
  });

  it('beside what is there already, which the prompt only speaks of', () => {
    const there = new Set(['README.md', 'reports/look-at-readme-md.md', 'reports/look.md']);
    expect(reportPath('Look at README.md', undefined, (path) => there.has(path))).toBe('reports/look-2.md');
  });

  it('under a title from the prompt', () => {
    expect(reportTitle('\n# What can `go` wrong?\nMore words.')).toBe('What can go wrong?');
    expect(reportTitle(`Say ${'very '.repeat(40)}much`).length).toBeLessThanOrEqual(82);
  });
});
