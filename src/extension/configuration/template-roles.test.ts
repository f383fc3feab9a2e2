import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namesFile, roleAt, roleOfFile, ROLES } from './template-roles.ts';

test.each(ROLES)('the role %s has a built-in template to begin with', (role) => {
  expect(existsSync(new URL(`../../../templates/code/${role}.hbs`, import.meta.url))).toBe(true);
});

test.each([
  [['domains', 'a', 'agents', 'solution_discriminator', 'prompt_template'], 'solution_discriminator'],
  [['domains', 'a', 'agents', 'decomposition', 'prompt_template'], 'decomposition'],
  [['domains', 'a', 'prompt_template'], 'solver'],
] as const)('at %j the template is for the role %s', (path, role) => {
  expect(roleAt(path)).toBe(role);
});

test.each([
  ['/w/templates/decomposition_discriminator.hbs', 'decomposition_discriminator'],
  ['C:\\w\\my-decomposition.hbs', 'decomposition'],
  ['/w/solver/mine.hbs', 'solver'],
])('%s is a template for the role %s', (path, role) => {
  expect(roleOfFile(path)).toBe(role);
});

test.each([
  ['templates/a.hbs', true],
  ['Do {{step.title}}', false],
  ['one\ntwo', false],
  ['templates/a.hbs\n', true],
  ['', false],
])('%j names a file: %j', (template, names) => {
  expect(namesFile(template)).toBe(names);
});
