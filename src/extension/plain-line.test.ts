import { expect, test } from 'vitest';
import { plainLabel, plainLine } from './plain-line.ts';

test.each([
  ['  a\n\tb  ', 'a b'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['a\u200bb\u2066c', 'a\\u{200b}b\\u{2066}c'],
  ['a\u001b[31mb', 'a\\u{1b}[31mb'],
  ['"><script>', '"><script>'],
])('%j is shown as %j', (text, expected) => {
  expect(plainLine(text)).toBe(expected);
});

test('a long text ends in an ellipsis, and no letter is cut in half', () => {
  expect(plainLine('😀😀😀', 2)).toBe('😀…');
});

test('an icon’s name in a label stays a name', () => {
  expect(plainLabel('$(trash) x')).toBe('\\$(trash) x');
});
