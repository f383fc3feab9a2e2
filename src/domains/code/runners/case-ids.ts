import type { TestCase } from './test-runner.ts';

export const ID_SEPARATOR = ' › ';

/** Returns `<file> › <suite> › <test>`: white space collapsed, and the separator's own sign in a title replaced by `»`. */
export function caseId(file: string, titles: readonly string[]): string {
  const names = titles.map((title) => title.replace(/\s+/g, ' ').trim().replaceAll('›', '»'));
  return [file, ...names].filter((part) => part !== '').join(ID_SEPARATOR);
}

/** Returns the cases with ` #2`, ` #3` … after ids that occurred before, so that each id names one case. */
export function withUniqueIds(cases: readonly TestCase[]): TestCase[] {
  const seen = new Map<string, number>();
  return cases.map((testCase) => {
    const count = (seen.get(testCase.id) ?? 0) + 1;
    seen.set(testCase.id, count);
    return count === 1 ? testCase : { ...testCase, id: `${testCase.id} #${count}` };
  });
}

/** Returns the file part of an id. */
export function fileOfId(id: string): string {
  return id.split(ID_SEPARATOR)[0] ?? '';
}

/** Returns the titles of an id, outermost first; empty when the id names a whole file. */
export function titlesOfId(id: string): string[] {
  return id.split(ID_SEPARATOR).slice(1);
}

/** Returns the source of a regular expression that matches the title an id was made of (possibly a little more). */
export function titlePattern(title: string): string {
  const numbered = /^(.*) #(\d+)$/.exec(title);
  const bare = escaped(numbered?.[1] ?? title);
  return numbered ? `${bare}( #${numbered[2]})?` : bare;
}

function escaped(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replaceAll('»', '[»›]')
    .replace(/ /g, '\\s+');
}
