import { expect, test } from 'vitest';
import { plainLabel, plainLine, plainMessage } from './plain-line.ts';

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

test.each([
  '[Allow](command:workbench.action.quit)',
  'a [b](https://example.com "c") d',
  '[x]\u200b(command:y)',
  '[x]](command:y)',
])('%j in a notification is no link', (text) => {
  // What VS Code makes a link of: src/vs/base/common/linkedText.ts
  const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/giu;
  expect(plainMessage(text)).not.toMatch(link);
});
