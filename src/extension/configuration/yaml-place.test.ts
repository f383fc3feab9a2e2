import { expect, test } from 'vitest';
import { keyPathAt, valuesOf, yamlPlaceAt } from './yaml-place.ts';

/** `|` is the cursor. */
function at(marked: string) {
  return yamlPlaceAt(marked.replace('|', ''), marked.indexOf('|'));
}

test.each([
  ['an empty file', '|', 'key', []],
  ['a word begun', 'vers|', 'key', []],
  ['a line between keys', 'version: 1\n|\ndomains: {}\n', 'key', []],
  ['the value of a key', 'ask: |\n', 'value', ['ask']],
  ['a value begun', 'ask: dou|\n', 'value', ['ask']],
  ['a value that is there', 'ask: dou|btful\nversion: 1\n', 'value', ['ask']],
  ['a key that is there', 'ver|sion: 1\n', 'key', []],
  ['an empty line in a section', 'domains:\n  code:\n    |\n', 'key', ['domains', 'code']],
  [
    'a line between keys of a section',
    'domains:\n  code:\n    k: 3\n    |\n    samples: 4\n',
    'key',
    ['domains', 'code'],
  ],
  [
    'a section in braces',
    'domains:\n  code:\n    agents:\n      solver: { k: 3, | }\n',
    'key',
    ['domains', 'code', 'agents', 'solver'],
  ],
  [
    'a value in braces',
    'domains:\n  code:\n    agents:\n      solver: { provider: | }\n',
    'value',
    ['domains', 'code', 'agents', 'solver', 'provider'],
  ],
  [
    'an item of a list',
    'domains:\n  code:\n    red_flaggers:\n      - |\n',
    'key',
    ['domains', 'code', 'red_flaggers', 0],
  ],
  [
    'the second item of a list',
    'domains:\n  code:\n    red_flaggers:\n      - { type: length, max_tokens: 1 }\n      - { type: | }\n',
    'value',
    ['domains', 'code', 'red_flaggers', 1, 'type'],
  ],
  [
    'a path being written',
    'domains:\n  code:\n    agents:\n      solver:\n        prompt_template: templates/so|\n',
    'value',
    ['domains', 'code', 'agents', 'solver', 'prompt_template'],
  ],
  [
    'Windows line ends',
    'domains:\r\n  code:\r\n    provider: |\r\n',
    'value',
    ['domains', 'code', 'provider'],
  ],
] as const)('in %s the place is known', (_, marked, kind, path) => {
  expect(at(marked)).toMatchObject({ kind, path });
});

test.each(['# ask: |', 'version: 1 # comment |', 'domains: [[[ |\n: : :'])(
  'at %j nothing is offered',
  (marked) => {
    expect(at(marked)).toBeUndefined();
  },
);

test('the word is replaced whole, a path with its slashes', () => {
  const text = 'prompt_template: templates/so.hbs\n';
  const place = yamlPlaceAt(text, 'prompt_template: templates/'.length);
  expect(text.slice(place?.word.start, place?.word.end)).toBe('templates/so.hbs');
});

test('keys that are there are not offered again', () => {
  expect(at('version: 1\nask: every\n|\n')?.siblings).toEqual(['version', 'ask']);
});

test('a key under the pointer has its path', () => {
  const text = 'domains:\n  code:\n    samples: 3\n';
  expect(keyPathAt(text, text.indexOf('samples') + 2)?.path).toEqual(['domains', 'code', 'samples']);
  expect(keyPathAt(text, text.indexOf('3'))).toBeUndefined();
});

test('all templates that a file names are found with their places', () => {
  const text =
    'domains:\n  a:\n    agents:\n      solver: { prompt_template: "x y.hbs" }\n      decomposition:\n        prompt_template: t/d.hbs # mine\n';
  const found = valuesOf(text, 'prompt_template');
  expect(found.map(({ value, path }) => [value, path[3]])).toEqual([
    ['x y.hbs', 'solver'],
    ['t/d.hbs', 'decomposition'],
  ]);
  expect(text.slice(found[1]?.span.start, found[1]?.span.end)).toBe('t/d.hbs');
});
