import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROLES } from '../engine/ports/microagent.ts';
import { loadTemplate } from './load-template.ts';
import type { PromptVariables } from './prompt-variables.ts';
import { render } from './render.ts';

const folder = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(folder, { recursive: true }));

const VARIABLES: PromptVariables = {
  goal: '<b>goal & all</b>',
  step: {
    title: 'T',
    description: 'D',
    kind: 'edit',
    depth: 1,
    promise: ['p'],
    mayBreak: [],
    files: ['f'],
    filesAreHints: false,
  },
  place: { ancestors: [], index: 1, count: 2, siblings: [{ title: 'S', state: 'planned', summary: '' }] },
  files: [{ path: 'a.js', why: 'named', content: 'C' }],
  failures: [],
  outline: '',
  feedback: [],
  notes: [],
  formatGuide: 'GUIDE',
  options: [{ number: 1, text: 'one' }],
};

const failure = (load: () => unknown): string => {
  try {
    load();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

describe('a template', () => {
  it('is read relative to the folder of the configuration', () => {
    writeFileSync(join(folder, 'mine.hbs'), 'Goal: {{goal}}');
    const template = loadTemplate({ role: 'solver', source: 'mine.hbs', root: folder });
    expect(render(template, VARIABLES)).toEqual({ system: '', user: 'Goal: <b>goal & all</b>', sample: '' });
  });

  it('may be the text itself', () => {
    expect(
      render(loadTemplate({ role: 'solver', source: 'Do {{step.title}}', root: folder }), VARIABLES).user,
    ).toBe('Do T');
    expect(render(loadTemplate({ role: 'solver', source: 'just words' }), VARIABLES).user).toBe('just words');
  });

  it('is split at its marker lines', () => {
    const source = '{{!-- why --}}\n--- system ---\nS\n--- user ---\nU {{goal}}\n--- sample ---\nN\n';
    const { system, user, sample } = render(loadTemplate({ role: 'solver', source }), VARIABLES);
    expect([system, user, sample]).toEqual(['S', 'U <b>goal & all</b>', 'N']);
  });

  it('that is missing is named with what to do', () => {
    const message = failure(() => loadTemplate({ role: 'solver', source: 'absent.hbs', root: folder }));
    expect(message).toBe(
      `The prompt template ${join(folder, 'absent.hbs')} of agents.solver can't be read: create it, or leave out prompt_template to use the one that is shipped.`,
    );
  });

  it.each([
    ['an unknown name', '{{gaol}}', /line 1 uses the unknown name gaol; here there are: goal, step,/],
    ['an unknown name further in', '{{step.titel}}', /step\.titel; here there are: title, description/],
    [
      'an unknown name in a loop',
      '\n\n{{#each files}}{{goal}}{{/each}}',
      /line 3 .*unknown name goal; here there are: path, why, content/,
    ],
    ['a name of another role', '{{#each options}}{{text}}{{/each}}', /unknown name options/],
    ['a prototype name', '{{constructor}}', /unknown name constructor/],
    ['an unknown helper', '{{shout goal}}', /helper shout, which does not exist/],
    ['an unknown block', '{{#ifEqual goal}}x{{/ifEqual}}', /only \{\{#if\}\}/],
    ['a partial', '{{> header}}', /partials/],
    ['a list as text', '{{files}}', /prints files, which is not text/],
    ['a loop over text', '{{#each goal}}x{{/each}}', /repeats over goal, which is not a list/],
    ['too many ../', '{{../goal}}', /goes up too far/],
    ['block parameters', '{{#each files as |f|}}{{f.path}}{{/each}}', /"as"/],
    ['broken syntax', 'a\n{{#if goal}}', /Parse error on line 2/],
    ['parts out of order', '--- user ---\nu\n--- system ---\ns', /order system, user, paraphrase, sample/],
    ['no user part', '--- system ---\ns', /no part "--- user ---"/],
    ['empty text', '  \n', /it is empty/],
  ])('with %s is refused when it is loaded', (_name, source, expected) => {
    const message = failure(() => loadTemplate({ role: 'solver', source }));
    expect(message).toMatch(expected);
    expect(message).toMatch(/^[^\n]+\.$/);
  });

  it('is told by the line of its file, also in later parts', () => {
    const source = '--- system ---\nS\n--- user ---\n{{goal}}\n{{nope}}\n';
    expect(failure(() => loadTemplate({ role: 'solver', source }))).toContain(
      'line 5 uses the unknown name nope',
    );
  });

  it('may use ../, @index, @root, this and else', () => {
    const source =
      '{{#each files}}{{@index}}{{../goal}}{{@root.goal}}{{#if path}}{{path}}{{else}}-{{/if}}{{/each}}{{#each step.promise}}{{this}}{{/each}}';
    const { user } = render(loadTemplate({ role: 'solver', source }), { ...VARIABLES, goal: 'g' });
    expect(user).toBe('0gga.jsp');
  });
});

describe.each(ROLES)('the shipped template of %s', (role) => {
  const template = loadTemplate({
    role,
    source: `${role}.hbs`,
    root: join(import.meta.dirname, '../../templates/code'),
  });

  it('loads, and says the same to every step in its first part', () => {
    const other = {
      ...VARIABLES,
      goal: 'else',
      step: { ...VARIABLES.step, title: 'other' },
      files: [],
      options: [],
    };
    expect(render(template, VARIABLES).system).toBe(render(template, other).system);
  });

  it('shows the goal and the step', () => {
    const { user } = render(template, VARIABLES);
    expect(user).toContain('<b>goal & all</b>');
    expect(user).toMatch(/: T\nD\n/);
  });

  it('says how to answer and leaves no empty stretches', () => {
    const { system, user, sample } = render(template, VARIABLES);
    expect(`${system}\n${user}\n${sample}`).not.toMatch(/\n{4,}/);
    expect(role.endsWith('discriminator') ? sample : system).toContain(
      role.endsWith('discriminator') ? '1:\none' : 'GUIDE',
    );
  });
});
