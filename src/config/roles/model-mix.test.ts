import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadSettings } from '../load-settings.ts';
import { overrideSettings } from '../override-settings.ts';
import type { SettingsOverrides } from '../overrides.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'microfactory-mix-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function rolesOf(domain: string, overrides: SettingsOverrides = {}) {
  const text = `version: 1\ndomains:\n  code:\n${domain.replace(/^/gmu, '    ')}\n`;
  writeFileSync(join(folder, 'microfactory.yaml'), text);
  return loadSettings({ repoPath: folder, env: { MICROFACTORY_HOME: folder }, overrides }).settings.roles;
}

const MIXED = [
  'provider: openai',
  'models: [a, b, { provider: anthropic, model: c }, b]',
  'agents: { decomposition: { model: d } }',
].join('\n');

it('models of a domain answer in turn in each role that names none of its own, each once', () => {
  const { solver, decomposition } = rolesOf(MIXED);
  expect(solver).toMatchObject({
    provider: 'openai',
    model: 'a',
    mix: [
      { provider: 'openai', model: 'a' },
      { provider: 'openai', model: 'b' },
      { provider: 'anthropic', model: 'c' },
    ],
  });
  expect(decomposition.model).toBe('d');
  expect(decomposition).not.toHaveProperty('mix');
});

it('model comes before models, and one alone is no mix', () => {
  expect(rolesOf('provider: openai\nmodel: z\nmodels: [a]').solver.mix?.map(({ model }) => model)).toEqual([
    'z',
    'a',
  ]);
  expect(rolesOf('provider: openai\nmodels: [a]').solver).toMatchObject({ model: 'a' });
  expect(rolesOf('provider: openai\nmodels: [a]').solver).not.toHaveProperty('mix');
});

it('the provider of the first of them is that of the role', () => {
  const { solver } = rolesOf('provider: openai\nmodels: [{ provider: anthropic, model: c }, a]');
  expect(solver).toMatchObject({
    provider: 'anthropic',
    model: 'c',
    mix: [
      { provider: 'anthropic', model: 'c' },
      { provider: 'openai', model: 'a' },
    ],
  });
});

it('flags come before them: one model alone, several in turn, another provider with its own', () => {
  expect(rolesOf(MIXED, { model: 'x' }).solver).toMatchObject({ provider: 'openai', model: 'x' });
  expect(rolesOf(MIXED, { model: 'x' }).solver).not.toHaveProperty('mix');
  const mixed = rolesOf(MIXED, { provider: 'xai', models: ['x', 'y'] }).solver;
  expect(mixed).toMatchObject({ provider: 'xai', model: 'x' });
  expect(mixed.mix?.map(({ model }) => model)).toEqual(['x', 'y']);
  const other = rolesOf(MIXED, { provider: 'anthropic' }).solver;
  expect(other).toMatchObject({ provider: 'anthropic', model: 'claude-sonnet-5-5' });
  expect(other).not.toHaveProperty('mix');
});

it('a resume keeps the mix, unless it names who answers', () => {
  rolesOf(MIXED);
  const { settings } = loadSettings({ repoPath: folder, env: { MICROFACTORY_HOME: folder } });
  const modelsOf = (overrides: SettingsOverrides) =>
    overrideSettings(settings, overrides).roles.solver.mix?.map(({ model }) => model);
  expect(modelsOf({ k: 2 })).toEqual(['a', 'b', 'c']);
  expect(modelsOf({ model: 'x' })).toBeUndefined();
  expect(modelsOf({ models: ['x', 'y'] })).toEqual(['x', 'y']);
});

it('what is no list of models is refused in one sentence', () => {
  expect(() => rolesOf('models: gpt')).toThrow(/models must be a list of models; write models: \[/u);
  expect(() => rolesOf('models: []')).toThrow(/models must be a list of models/u);
});
