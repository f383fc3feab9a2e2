import { describe, expect, it } from 'vitest';
import { harmless, oneLine } from './harmless.ts';

const HOSTILE: readonly [string, string][] = [
  ['\u001b[2Jgone', '‹U+001B›[2Jgone'],
  ['\u009b31m', '‹U+009B›31m'],
  ['a\rb', 'a‹U+000D›b'],
  ['bell\u0007', 'bell‹U+0007›'],
  ['user\u202enimda', 'user‹U+202E›nimda'],
  ['\u2066x\u2069', '‹U+2066›x‹U+2069›'],
  ['zero\u200bwidth', 'zero‹U+200B›width'],
  ['tag\u{e0041}', 'tag‹U+E0041›'],
  ['\u001b]8;;https://evil.example\u0007link', '‹U+001B›]8;;https://evil.example‹U+0007›link'],
];

describe('text from outside', () => {
  it.each(HOSTILE)('%j can not steer a terminal or hide', (text, safe) => {
    expect(harmless(text)).toBe(safe);
  });

  it('is made harmless wherever it stands in a value, keys included', () => {
    expect(harmless({ 'a\u001b': [{ b: '\u202e' }, 1, null, true] })).toEqual({
      'a‹U+001B›': [{ b: '‹U+202E›' }, 1, null, true],
    });
  });

  it('keeps lines, tabs and ordinary letters of any script', () => {
    expect(harmless('eins\r\n\tzwei — 東京 👩‍🚀')).toBe('eins\n\tzwei — 東京 👩‍🚀');
    expect(oneLine(' two\n lines\u2028x ')).toBe('two lines‹U+2028›x');
  });
});
