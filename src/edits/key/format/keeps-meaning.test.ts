import { describe, expect, it } from 'vitest';
import { keepsMeaning } from './keeps-meaning.ts';

const none = { parse: () => undefined };
const keeps = (path: string, before: string, after: string) => keepsMeaning(path, before, after, none);

describe('a YAML file', () => {
  it.each([
    ['indentation and blanks', 'a:\n    - b\n    -   c\n', 'a:\n  - b\n  - c\n'],
    ['the quotes of a text', "a: 'b c'\n", 'a: "b c"\n'],
    ['a flow on several lines', 'a: {b: 1, c: 2}\n', 'a:\n  { b: 1,\n    c: 2 }\n'],
    ['empty lines, a first mark and blanks of a comment', 'a: 1 #  b\n\nc: 2\n', '---\na: 1 # b\nc: 2\n'],
    ['the indentation of a block of text', 'a: |\n    b\n      c\n', 'a: |\n  b\n    c\n'],
  ])('says the same with other %s', (_what, before, after) => {
    expect(keeps('a.yml', before, after)).toBe(true);
  });

  it.each([
    ['a value', 'a: 1\n', 'a: 2\n'],
    ['the spelling of a number', 'a: 1.0\n', 'a: 1\n'],
    ['quotes around what else is no text', 'a: "yes"\n', 'a: yes\n'],
    ['a nothing that is said', 'a:\n', 'a: null\n'],
    ['the order of keys', 'a: 1\nb: 2\n', 'b: 2\na: 1\n'],
    ['a tag', 'a: !!str 1\n', 'a: 1\n'],
    ['an anchor', 'a: &x 1\nb: 2\n', 'a: &y 1\nb: 2\n'],
    ['an alias', 'a: &x 1\nb: &y 2\nc: *x\n', 'a: &x 1\nb: &y 2\nc: *y\n'],
    ['a comment', 'a: 1 # b\n', 'a: 1 # c\n'],
    ['a comment that is lost', '# b\na: 1\n', 'a: 1\n'],
    ['the value that a comment stands by', 'a: 1 # b\nc: 2\n', 'a: 1\nc: 2 # b\n'],
    ['the line ends of a block of text', 'a: |\n  b\n  c\n', 'a: >\n  b\n  c\n'],
    ['the last line end of a block of text', 'a: |\n  b\n', 'a: |-\n  b\n'],
    ['a level', 'a:\n  b: 1\nc: 2\n', 'a:\n  b: 1\n  c: 2\n'],
    ['a list of lists', '- [a, [b]]\n', '- [a, b]\n'],
    ['a second document', 'a: 1\n---\nb: 1\n', 'a: 1\nb: 1\n'],
    ['the version', '%YAML 1.1\n---\na: yes\n', '---\na: yes\n'],
    ['what has faults then', 'a: 1\n', 'a: [1\n'],
  ])('does not with another %s', (_what, before, after) => {
    expect(keeps('a.yaml', before, after)).toBe(false);
  });

  it('with faults says nothing that could be compared', () => {
    expect(keeps('a.yaml', 'a: [1\n', 'a: [1\n')).toBeUndefined();
    expect(keeps('a.yaml', 'a: 1\n  b: 2\n', 'a: 1\n  b: 2\n')).toBeUndefined();
  });
});

describe('a JSON file in any dialect', () => {
  it.each([
    ['layout', 'a.json', '{"a":[1,2]}', '{\n "a": [ 1, 2 ] }'],
    ['layout around comments', 'a.jsonc', '{"a":1 // b\n}', '{\n  "a": 1 //  b\n}\n'],
    ['a last comma beside comments', 'tsconfig.json', '{"a":[1,], /* b */}', '{"a":[1] /* b */}'],
    ['layout of names without quotes', 'a.json5', "{a:'b'}", "{ a: 'b' }"],
    ['quotes in JSON5', 'a.json5', "{a:'b'}", '{a:"b"}'],
  ])('says the same with other %s', (_what, path, before, after) => {
    expect(keeps(path, before, after)).toBe(true);
  });

  it.each([
    ['white space in a text', 'a.json5', "{a:'b  c'}", "{a:'b c'}"],
    ['a comment', 'a.jsonc', '{"a":1 // b\n}', '{"a":1 // c\n}'],
    ['a value behind a comment', 'a.jsonc', '[1 // b\n, 2]', '[1 // b, 2\n]'],
    ['a value in a comment', 'a.jsonc', '[1, 2]', '[1 /*, 2 */]'],
    ['a last comma where there may be none', 'a.json', '[1,]', '[1]'],
    ['a text that holds a quote', 'a.json5', "{a:'b\"c'}", '{a:"b"}'],
    ['a number', 'a.json5', '[0x10]', '[16]'],
  ])('does not with another %s', (_what, path, before, after) => {
    expect(keeps(path, before, after)).toBe(false);
  });

  it.each(['# no\n{}', '{"a": "b}', "{'a': 'b}", '[1 / 2]', '/* open', "{'a': 1}"])(
    'cannot be told of %j',
    (text) => {
      expect(keeps('a.jsonc', text, text)).toBeUndefined();
    },
  );
});

it('nobody can tell of a language that nothing here reads', () => {
  expect(keeps('a.md', 'a\n', 'a\n')).toBeUndefined();
});
