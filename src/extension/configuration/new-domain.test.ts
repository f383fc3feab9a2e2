import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfiguration } from '../../config/file/read-configuration.ts';
import { insertDomain, problemOfName } from './new-domain.ts';

const audit = { name: 'audit', description: 'Looks for: holes # everywhere', basis: 'code' };

function added(text: string): string {
  const { offset, text: inserted } = insertDomain(text, audit);
  return text.slice(0, offset) + inserted + text.slice(offset);
}

const shipped = readFileSync(new URL('../../../microfactory.yaml', import.meta.url), 'utf8');

test.each([
  ['an empty file', ''],
  ['a file of comments', '# mine\n'],
  ['no domains', 'version: 1\n'],
  ['no line end at the end', 'version: 1'],
  ['an empty section', 'domains:\nversion: 1\n'],
  ['an empty section with a comment', 'domains: # none yet\n\nversion: 1\n'],
  ['a section in the middle', 'domains:\n  code:\n    k: 3 # strict\n\n# the rest\nask: never\n'],
  ['four columns', 'domains:\n    code:\n        k: 3\n'],
  [
    'a section that ends in a list',
    'domains:\n  code:\n    red_flaggers:\n      - type: length\n        max_tokens: 5\nask: never\n',
  ],
  [
    'a section that ends in a block of text',
    'domains:\n  code:\n    description: |\n      one\n      two\n\nask: never\n',
  ],
  ['a section that ends in braces', 'domains:\n  code: { k: 3 } # short\nask: never\n'],
  ['a domain that says nothing', 'domains:\n  code:\nask: never\n'],
  ['Windows line ends', 'version: 1\r\ndomains:\r\n  code:\r\n    k: 3\r\n'],
  ['the shipped file', shipped],
])('to %s the domain is added, and not a character of it changes', (_, text) => {
  const now = added(text);
  const before = (parse(text) ?? {}) as { domains?: object };
  expect(parse(now)).toEqual({
    ...before,
    domains: { ...before.domains, audit: { extends: 'code', description: audit.description } },
  });
  const { offset } = insertDomain(text, audit);
  expect(now.startsWith(text.slice(0, offset)) && now.endsWith(text.slice(offset))).toBe(true);
  expect(now.includes('\r\n') && /(?<!\r)\n/u.test(now)).toBe(false);
});

test('what is added is valid configuration', () => {
  expect(readConfiguration(added(shipped), 'microfactory.yaml').problems).toEqual([]);
});

test('a domain without a description has none, and is valid too', () => {
  const { text } = insertDomain('', { ...audit, description: ' ' });
  expect(parse(text)).toEqual({ domains: { audit: { extends: 'code' } } });
});

test('the place of its name is known', () => {
  const { text, nameAt } = insertDomain(shipped, audit);
  expect(text.slice(nameAt)).toMatch(/^audit:/u);
});

test.each([
  'domains: { code: { k: 3 } }\n',
  '[1]\n',
  '{ version: 1 }\n',
  'domains: {}\n',
  'a: [\n',
  'domains: 5\n',
])('in %j nothing is added, with one sentence', (text) => {
  expect(() => insertDomain(text, audit)).toThrow('No domain can be added to this file.');
});

test.each(['', '1st', 'my domain', 'a:b', '../x', 'ü'])('%j is no name for a domain', (name) => {
  expect(problemOfName(name, [])).toBeDefined();
});

test('a name that is taken is refused, another is not', () => {
  expect(problemOfName('code', ['code'])).toContain('code already');
  expect(problemOfName('security-review_2', ['code'])).toBeUndefined();
});
