import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProposeRequest, Role } from '../../engine/ports/microagent.ts';
import { loadTemplate } from '../../prompts/index.ts';
import { chatRequest } from './create-llm-agent.ts';

const TEMPLATES = join(import.meta.dirname, '../../../templates');

/** What else is asked with a template: as solution discriminators are. */
const ASIDES = new Set(['inputs', 'probes', 'critique']);

const shipped = readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.hbs'))
  .sort();

function requestOf(role: Role, index: number, step: string): ProposeRequest {
  const hasOptions = role.endsWith('discriminator');
  return {
    role,
    stepId: step,
    sampleIndex: index,
    seed: `seed of ${index}`,
    maxTokens: 100,
    ...(hasOptions && { options: index % 2 === 0 ? ['§one', '§two'] : ['§two', '§one'] }),
    evidence: {
      goal: '§goal',
      step: {
        ...{ id: step, title: `§title ${step}`, description: `§description ${step}`, kind: 'edit', depth: 1 },
        ...{ promise: { kind: 'none' }, mayBreak: [], files: [] },
      },
      place: {
        ancestors: [],
        index: Number(step),
        count: 3,
        siblings: [{ title: '§sibling', state: 'planned', summary: '' }],
      },
      files: [{ path: 'a.js', text: '§file', why: '§why' }],
      failures: [],
      outline: ['§outline'],
      feedback: [],
      notes: ['§note'],
    },
  };
}

describe.each(shipped)('%s', (path) => {
  const name = basename(path, '.hbs');
  const role = (ASIDES.has(name) ? 'solution_discriminator' : name) as Role;
  const template = loadTemplate({ role, source: path, root: TEMPLATES });
  const asked = (index: number, step = '1') =>
    chatRequest({ role, template, temperature: 0.1, formatGuide: '§guide' }, requestOf(role, index, step));

  it('is the same bytes for all samples of a step, whatever their seed, order of options and closing words', () => {
    const bytes = new Set([0, 1, 2, 3, 40].map((index) => JSON.stringify(asked(index).messages)));
    expect(bytes.size).toBe(1);
    expect([...bytes][0]).not.toMatch(/§one|§two/);
    expect(new Set([0, 1, 2, 3, 40].map((index) => asked(index).variation)).size).toBe(5);
  });

  it('begins alike for all steps of the session: role, goal, outline and files, wherever it shows them', () => {
    const [one, two] = ['1', '2'].map((step) =>
      asked(0, step)
        .messages.map(({ content }) => content)
        .join('\n'),
    );
    const shared = commonBeginning(one ?? '', two ?? '');
    for (const fact of ['§guide', '§goal', '§outline', '§file'])
      if (one?.includes(fact) === true) expect(shared, dirname(path)).toContain(fact);
  });
});

function commonBeginning(one: string, two: string): string {
  let length = 0;
  while (length < one.length && one[length] === two[length]) length += 1;
  return one.slice(0, length);
}
