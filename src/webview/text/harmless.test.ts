import { expect, test } from 'vitest';
import { harmless, harmlessPieces } from './harmless.ts';

test.each([
  ['a right-to-left override', 'a\u202Eb', 'a‹U+202E›b'],
  ['an isolate', '\u2066x\u2069', '‹U+2066›x‹U+2069›'],
  ['a zero-width space', 'pass\u200Bword', 'pass‹U+200B›word'],
  ['a zero-width joiner', 'a\u200Db', 'a‹U+200D›b'],
  ['a tag character', 'a\u{E0041}b', 'a‹U+E0041›b'],
  ['a byte order mark', '\uFEFFa', '‹U+FEFF›a'],
  ['an escape sequence', 'a\u001B[31m', 'a‹U+001B›[31m'],
  ['a lone carriage return', 'a\rb', 'a‹U+000D›b'],
  ['a hangul filler', 'a\u3164b', 'a‹U+3164›b'],
])('%s is shown by its code point', (_name, text, shown) => {
  expect(harmless(text)).toBe(shown);
});

test('line feeds, tabs and letters of every script stay as they are', () => {
  const text = 'ä\tשלום\nпривет 漢字 👍';
  expect(harmless(text)).toBe(text);
});

test('a line end of two characters is one line feed', () => {
  expect(harmless('a\r\nb')).toBe('a\nb');
});

test('pieces keep the order, and tell what was escaped', () => {
  expect(harmlessPieces('a\u202E<b>\u200B')).toEqual([
    { text: 'a', escaped: false },
    { text: '‹U+202E›', escaped: true },
    { text: '<b>', escaped: false },
    { text: '‹U+200B›', escaped: true },
  ]);
});
