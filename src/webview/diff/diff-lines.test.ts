import { expect, test } from 'vitest';
import { diffLines } from './diff-lines.ts';

const DIFF = [
  '--- a/list.sql',
  '+++ b/list.sql',
  '@@ -1,3 +1,3 @@',
  ' select 1',
  '--- a removed comment',
  '+++ an added line',
  ' from t',
  '\\ No newline at end of file',
  '--- a/next.js',
  '+++ /dev/null',
  '@@ -1 +0,0 @@',
  '-gone',
  '',
].join('\n');

test('within a hunk, lines that look like file headers are text', () => {
  const kinds = diffLines(DIFF, 100).lines.map(({ kind }) => kind);
  expect(kinds).toEqual([
    ...['file', 'file', 'hunk', 'context', 'removed', 'added', 'context', 'context'],
    ...['file', 'file', 'hunk', 'removed'],
  ]);
});

test('counts are of the whole diff, although only its beginning is shown', () => {
  const shown = diffLines(DIFF, 2);
  expect(shown).toMatchObject({ added: 1, removed: 2, left: 10 });
  expect(shown.lines).toHaveLength(2);
});

test('a line of a megabyte is cut', () => {
  const [line] = diffLines(`+${'x'.repeat(1_000_000)}`, 10).lines;
  expect(line?.text.length).toBeLessThan(500);
});

test('a text that is no diff is shown as it is', () => {
  expect(diffLines('hello\nthere', 10).lines.map(({ text }) => text)).toEqual(['hello', 'there']);
});
