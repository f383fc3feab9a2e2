import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Role } from '../engine/ports/microagent.ts';
import { loadTemplate } from './load-template.ts';
import type { PromptVariables } from './prompt-variables.ts';
import { render } from './render.ts';

const TEMPLATES = join(import.meta.dirname, '../../templates');

/** Each text is a word of its own, so that one sees what a prompt tells and in which order. */
const VARIABLES: PromptVariables = {
  goal: '§goal',
  step: {
    title: '§title',
    description: '§description',
    kind: '§kind',
    depth: 1,
    promise: ['§promise'],
    mayBreak: ['§may-break'],
    files: ['§named-file'],
    filesAreHints: false,
  },
  place: {
    ancestors: ['§ancestor'],
    index: 71,
    count: 72,
    siblings: [{ title: '§sibling', state: 'planned', summary: '§sibling-summary' }],
  },
  files: [{ path: '§path', why: '§why', content: '§content' }],
  failures: [{ test: '§test', file: '§test-file', report: '§report' }],
  outline: '§outline',
  feedback: ['§feedback'],
  notes: ['§note'],
  formatGuide: '§guide',
  options: [],
};

const factsOf = (prompt: string): string[] => [...new Set(prompt.match(/§[a-z-]+/g))];
/** Lines with words of the template's own; items of lists have none. */
const wordsOf = (prompt: string): string[] =>
  prompt
    .split('\n')
    .filter((line) => !line.startsWith('- ') && /[a-z]/i.test(line.replaceAll(/§[a-z-]+/g, '')));

/** Templates whose votes decide a step: they are the ones that are asked in other words. */
const shipped = readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => ['solver.hbs', 'solution_discriminator.hbs'].includes(basename(path)))
  .sort();

it('there is at least one for every domain that asks models', () => {
  expect(new Set(shipped.map((path) => dirname(path)))).toEqual(
    new Set([
      'analysis',
      'code',
      'hanoi',
      'multiplication',
      ...['data-labelling', 'migration', 'security-review', 'writing'].map((name) => `gallery/${name}`),
    ]),
  );
});

describe.each(shipped)('%s in other words', (path) => {
  const role = basename(path, '.hbs') as Role;
  const template = loadTemplate({ role, source: path, root: TEMPLATES });
  const { user: written } = render(template, VARIABLES);
  const { user: otherwise } = render(template, VARIABLES, 1);

  it('tells all that the prompt tells as it was written, and nothing else', () => {
    expect(factsOf(otherwise).sort()).toEqual(factsOf(written).sort());
  });

  it('shares no line of words with it', () => {
    const lines = new Set(wordsOf(written));
    expect(wordsOf(otherwise).filter((line) => lines.has(line))).toEqual([]);
    expect(otherwise).not.toBe('');
  });

  it('tells it in another order', () => {
    expect(factsOf(otherwise)).not.toEqual(factsOf(written));
  });

  it('leaves no empty stretches, and none where there is nothing to tell', () => {
    const bare = { ...VARIABLES, files: [], failures: [], feedback: [], notes: [], outline: '' };
    const alone = { ...bare, place: { ...VARIABLES.place, ancestors: [], siblings: [] } };
    for (const variables of [VARIABLES, alone]) {
      expect(render(template, variables, 1).user).not.toMatch(/\n{4,}/);
    }
  });
});
