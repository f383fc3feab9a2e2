import { expect, test } from 'vitest';
import { hasMixedLineEndings, keepLineEndings } from './keep-line-endings.ts';

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

test.each([
  ['nothing edited', 'a\r\nb\nc\r\n', 'a\nb\nc\n', 'a\r\nb\nc\r\n'],
  ['one line edited', 'a\r\nb\nc\r\n', 'a\nB\nc\n', 'a\r\nB\r\nc\r\n'],
  ['a line inserted', 'a\r\nb\nc\n', 'a\nb\nnew\nc\n', 'a\r\nb\nnew\nc\n'],
  ['the first line deleted', 'a\r\nb\nc\r\n', 'b\nc\n', 'b\nc\r\n'],
  ['no end of line at the end', 'a\r\nb\nc', 'a\nb\nc', 'a\r\nb\nc'],
  ['all of it deleted', 'a\r\nb\n', '', ''],
])(
  'with %s the other lines keep their endings, however the editor saved them',
  (_, original, edited, wanted) => {
    expect(keepLineEndings(original, edited)).toBe(wanted);
    expect(keepLineEndings(original, crlf(edited))).toBe(wanted);
  },
);

test.each([
  ['a\r\nb\n', true],
  ['a\nb\r\n', true],
  ['a\r\nb\r\n', false],
  ['a\nb\n', false],
  ['a', false],
])('%j has mixed line endings: %j', (text, mixed) => {
  expect(hasMixedLineEndings(text)).toBe(mixed);
});
