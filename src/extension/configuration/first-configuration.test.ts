import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { firstConfiguration } from './first-configuration.ts';

const shipped = readFileSync(new URL('../../../microfactory.yaml', import.meta.url), 'utf8');

test('a new configuration changes nothing: only its version is said', () => {
  expect(parse(firstConfiguration(shipped))).toEqual({ version: 1 });
});

test('every shipped default stands there as a comment, in its place', () => {
  const text = firstConfiguration(shipped);
  expect(text).toContain('\n# domains:\n#   code:\n');
  expect(text).toContain('#       solver: { samples: 10, k: 3');
  expect(text).not.toContain('yaml-language-server');
  expect(text.endsWith('\n')).toBe(true);
});
