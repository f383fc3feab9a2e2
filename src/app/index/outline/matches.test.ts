import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../engine/ports/random.ts';
import type { StepState } from '../../../protocol/session.ts';
import { STATES } from '../../view/testing/random-steps.ts';
import { viewOf } from '../../view/testing/view-of.ts';
import type { SessionView } from '../../view/session-view.ts';
import type { StepTable } from '../table/step-table.ts';
import { tableOf } from '../testing/table-of.ts';
import { matchingSteps } from './matches.ts';

const STEPS = 1300;

type Texts = (at: number) => string;

/** Each block of steps has texts that follow one another in some way, or in none. */
const TITLES: Readonly<Record<string, Texts>> = {
  'one after the other': (at) => `Title ${at}`,
  'all the same': () => 'Same',
  'a few, mixed': (at) => ['One', 'Two', 'Größe'][(at * 7) % 3] ?? '',
  'new ones between old ones': (at) => (at % 5 === 0 ? 'Old' : `New ${at}`),
  'one after the other, with a gap': (at) => (at === 600 ? 'Title 3' : `Title ${at}`),
};

const WANTED = ['7', 't', 'title', 's', 'same', 'two', 'ö', 'new 1', 'old', 'about', 't 12', 'nowhere'];

function sessionOf(title: Texts, description: Texts, seed: number): SessionView {
  const random = seededRandom('matches', String(seed));
  const state = (): StepState =>
    random.next() < 0.8 ? 'accepted' : (STATES[Math.floor(random.next() * 6)] ?? 'failed');
  const view = viewOf(
    Array.from({ length: STEPS }, (_none, at) => ({
      id: `s${at}`,
      // Some steps of the second and the fourth block have parts.
      parent: at > 300 && at % 512 > 400 && at % 3 === 0 ? `s${at - 150}` : null,
      state: state(),
    })),
  );
  [...view.steps.values()].forEach((step, at) => {
    const brief = { ...step.input.brief, title: title(at), description: description(at) };
    view.steps.set(step.id, { ...step, input: { ...step.input, brief } });
  });
  return view;
}

/** The steps that match or lead to one that does, by looking at each. */
function plainly(view: SessionView, find: string, states: readonly StepState[]): string[] {
  const found = new Set<string>();
  for (const { id, parent, state, input } of view.steps.values()) {
    if (parent === null) continue;
    const texts = [id, input.brief.title, input.brief.description];
    if (states.length > 0 && !states.includes(state)) continue;
    if (!texts.some((text) => text.toLowerCase().includes(find))) continue;
    for (let at = view.steps.get(id); at !== undefined && at.parent !== null; at = view.steps.get(at.parent))
      found.add(at.id);
  }
  return [...view.steps.keys()].filter((id) => found.has(id));
}

function matched(steps: StepTable, find: string, states: readonly StepState[]): string[] {
  const matches = matchingSteps(steps, { find, states });
  if (matches === undefined) throw new Error('Nothing was looked for.');
  const numbers = Array.from({ length: steps.length + 300 }, (_none, at) => at).filter((at) =>
    matches.steps.has(at),
  );
  expect(matches.within.reduce((sum, count) => sum + count, 0)).toBe(numbers.length);
  matches.inBlock.forEach((count, block) =>
    expect(count).toBe(numbers.filter((at) => Math.floor(at / 256) === block).length),
  );
  return numbers.map((at) => steps.ids.get(at));
}

describe('the steps that match', () => {
  it.each(Object.entries(TITLES))(
    'are those that looking at each finds, where titles are %s',
    (_name, title) => {
      const descriptions: Texts[] = [
        () => 'About',
        (at) => `About ${at}`,
        (at) => TITLES['a few, mixed']?.(at + 1) ?? '',
      ];
      for (const [seed, description] of descriptions.entries()) {
        const view = sessionOf(title, description, seed);
        const table = tableOf(view);
        for (const find of WANTED) {
          for (const states of [[], ['accepted'], ['failed', 'planned']] as const)
            expect([find, states, matched(table, find, states)]).toEqual([
              find,
              states,
              plainly(view, find, states),
            ]);
        }
      }
    },
  );
});
