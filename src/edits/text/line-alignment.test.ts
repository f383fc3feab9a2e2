import { expect, test } from 'vitest';
import { seededRandom } from '../../engine/ports/random.ts';
import { diffStats, unifiedDiff } from '../diff-stats.ts';
import { alignLines } from './line-alignment.ts';

test('the splices turn any lines into any others and do not touch', () => {
  for (let round = 0; round < 500; round += 1) {
    const random = seededRandom('align', round);
    const lines = (): string[] => {
      return Array.from(
        { length: Math.floor(random.next() * 12) },
        () => 'abc'[Math.floor(random.next() * 3)] ?? '',
      );
    };
    const [before, after] = [lines(), lines()];
    const result = [...before];
    const splices = alignLines(before, after);
    for (const { start, end, lines } of splices.toReversed()) result.splice(start, end - start, ...lines);
    expect(result).toEqual(after);
    splices
      .slice(1)
      .forEach((splice, index) => expect(splice.start).toBeGreaterThan(splices[index]?.end ?? -1));
  }
});

test.each([
  ['a\nb\nc\n', 'a\nx\ny\nc\n', { added: 2, removed: 1 }],
  ['a\n', 'a\n', { added: 0, removed: 0 }],
  ['a\r\nb\r\n', 'a\nb', { added: 0, removed: 0 }],
  ['', 'a\nb\n', { added: 2, removed: 0 }],
  ['a\nb\n', '', { added: 0, removed: 2 }],
])('lines gained and lost from %j to %j', (before, after, stats) => {
  expect(diffStats(before, after)).toEqual(stats);
});

test('a unified diff names both sides, and /dev/null for a file that is not there', () => {
  expect(unifiedDiff({ path: 'a.js', before: 'a\n', after: 'b\n' })).toBe(
    '--- a/a.js\n+++ b/a.js\n@@ -1,1 +1,1 @@\n-a\n+b\n',
  );
  expect(unifiedDiff({ path: 'a.js', before: undefined, after: 'b\n' })).toContain(
    '--- /dev/null\n+++ b/a.js\n',
  );
});
