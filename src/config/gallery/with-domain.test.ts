import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { withDomain } from './with-domain.ts';

const entry = { name: 'new', section: 'extends: analysis\n# Why.\nanswers: [a, b]\n' };
const added = { extends: 'analysis', answers: ['a', 'b'] };

it.each([
  ['nothing', ''],
  ['no domains', '# One.\nversion: 1 # two\n'],
  ['empty domains', 'domains:\nversion: 1\n'],
  ['domains in braces', 'domains: { code: { k: 3 } } # three\n'],
  ['domains with comments', 'domains:\n  # Four.\n  code:\n    k: 3 # five\n\n# Six.\n'],
  ['lines that end as on Windows', 'version: 1 # two\r\ndomains:\r\n  code:\r\n    k: 3\r\n'],
])('a domain is added to %s, and all that was there stays', (_what, text) => {
  const result = withDomain(text, entry);
  const before = (parse(text) as Record<string, unknown> | null) ?? { version: 1 };
  const domains = { ...(before['domains'] as object | null), new: added };
  expect(parse(result)).toEqual({ ...before, domains });
  for (const [comment] of text.matchAll(/# \w+/g)) expect(result).toContain(comment);
  expect(result).toContain('# Why.');
  expect(/[^\r]\n/.test(result)).toBe(!text.includes('\r\n'));
});

it.each([
  ['domains: [', 'it is not YAML'],
  ['- a\n', 'it does not hold keys'],
  ['domains: [a]\n', 'its "domains" is no section'],
  ['domains:\n  new:\n    k: 3\n', 'it has a domain new already'],
])('to %j it is not added, and the sentence says why', (text, why) => {
  expect(() => withDomain(text, entry)).toThrow(why);
});
