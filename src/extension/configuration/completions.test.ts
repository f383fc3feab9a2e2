import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationJsonSchemaText } from '../../config/file/json-schema.ts';
import { keyHelp, namedCompletions, schemaCompletions } from './completions.ts';
import { readSchema } from './configuration-schema.ts';
import { OFFERED_PROVIDERS } from '../../protocol/providers.ts';
import { yamlPlaceAt } from './yaml-place.ts';

const schema = readSchema(configurationJsonSchemaText()) ?? {};

function place(marked: string) {
  const found = yamlPlaceAt(marked.replace('|', ''), marked.indexOf('|'));
  if (found === undefined) throw new Error(`nothing is known of ${marked}`);
  return found;
}

function labels(marked: string): string[] {
  return schemaCompletions(schema, place(marked)).map(({ label }) => label);
}

const SOLVER = 'domains:\n  mine:\n    agents:\n      solver:\n        ';

test.each([
  ['ask: |', ['every', 'doubtful', 'never']],
  ['on_gate: |', ['pause', 'skip', 'fail']],
  ['version: |', ['1']],
  ['domains:\n  code:\n    adaptive_k: |', ['true', 'false']],
  ['domains:\n  code:\n    provider: |', [...OFFERED_PROVIDERS]],
  [`${SOLVER}provider: |`, [...OFFERED_PROVIDERS]],
  [
    'domains:\n  code:\n    red_flaggers:\n      - { type: | }',
    [
      'length',
      'forbids',
      'requires',
      'syntax',
      'granularity',
      'stub',
      'legality',
      'typecheck',
      'lint',
      'tests',
      'command',
      'llm_critique',
    ],
  ],
  [
    'domains:\n  code:\n    agents:\n      |',
    ['decomposition', 'decomposition_discriminator', 'solver', 'solution_discriminator'],
  ],
  [
    'domains:\n  code:\n    agents:\n      solver: {}\n      |',
    ['decomposition', 'decomposition_discriminator', 'solution_discriminator'],
  ],
  [`${SOLVER}k: |`, ['3']],
  ['nowhere:\n  at_all: |', []],
  ['ask:\n  |', []],
])('at %j it offers %j', (marked, wanted) => {
  expect(labels(marked)).toEqual(wanted);
});

test('a role offers all of its keys, and the top all of its own', () => {
  expect(labels(`${SOLVER}|`)).toEqual(
    expect.arrayContaining(['provider', 'model', 'samples', 'k', 'prompt_template']),
  );
  expect(labels('|')).toEqual(expect.arrayContaining(['version', 'default_domain', 'domains', 'budget']));
});

test('a section is begun without a value, a plain key with room for one', () => {
  const inserted = schemaCompletions(schema, place('|')).map(({ insert }) => insert);
  expect(inserted).toEqual(expect.arrayContaining(['domains:', 'ask: ']));
});

const around = {
  domains: [{ name: 'code', description: 'Changes a repository.' }],
  templates: ['templates/solver.hbs'],
};

test.each([
  ['default_domain: |', ['code']],
  ['domains:\n  mine:\n    extends: |', ['code']],
  [`${SOLVER}prompt_template: |`, ['templates/solver.hbs']],
  ['domains:\n  mine:\n    description: |', []],
  ['extends: |', []],
])('at %j the workspace offers %j', (marked, wanted) => {
  expect(namedCompletions(place(marked), around).map(({ label }) => label)).toEqual(wanted);
});

test.each([
  [['ask'], 'One of: every, doubtful, never.'],
  [['domains', 'code', 'samples'], 'The most valid votes a race may use.'],
  [['domains', 'code', 'verifier_timeout_seconds'], 'Example: verifier_timeout_seconds: 300'],
  [['domains', 'code', 'step_granularity'], 'Keys: max_files, max_lines_changed.'],
])('of %j it is said: %s', (path, line) => {
  expect(keyHelp(schema, path)).toContain(line);
});

test('of a key that the schema does not know nothing is said', () => {
  expect(keyHelp(schema, ['nonsense'])).toBeUndefined();
});

test('the shipped schema is what the configuration is checked with; regenerate it from configurationJsonSchemaText() when this fails', () => {
  const shipped = readFileSync(new URL('../../../schemas/microfactory.schema.json', import.meta.url), 'utf8');
  expect(shipped).toBe(configurationJsonSchemaText());
});
