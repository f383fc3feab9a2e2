import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../ports/journal.ts';
import { seededRandom } from '../../ports/random.ts';
import { classOf, MOST_CLASSES, noEstimates, OTHER, sumOf, WINDOW_RACES } from './class-counts.ts';
import { estimateRest } from './estimate-rest.ts';
import { foldEstimates, type EstimatedStep } from './fold-estimates.ts';

const stepOf = (kind: string, samples: readonly object[] = []): EstimatedStep =>
  ({ input: { brief: { kind } }, samples, concluded: undefined }) as never;

const sample = (outcome: string, costUsd: number | null = 0.01): JournalEvent => ({
  type: 'sample-recorded',
  sample: { race: 'answer', outcome, inputTokens: 90, outputTokens: 10, costUsd },
});

const concluded = (counts: Record<string, number>, winner: string | null): JournalEvent => ({
  type: 'vote-concluded',
  decided: winner !== null,
  winner,
  counts,
});

const raced = (order: string, k: number, spend = {}): JournalEvent => ({
  type: 'node-finished',
  node: 'race',
  end: 'done',
  spend,
  race: { k, order, keys: ['x', 'y'], state: '' },
});

/** What is counted of one step of kind `edit` after these events. */
function counted(...events: readonly JournalEvent[]) {
  const state = noEstimates();
  const step = stepOf('edit');
  events.forEach((event) => foldEstimates(state, event, step));
  return sumOf(state.classes.values());
}

describe('what estimates are made of', () => {
  it('votes for what was accepted were right, all others wrong', () => {
    const accepted = { type: 'candidate-accepted', state: 's' };
    expect(counted(concluded({ a: 4, b: 1 }, 'a'))).toMatchObject({ races: 0, right: 0 });
    expect(counted(concluded({ a: 4, b: 1 }, 'a'), accepted)).toMatchObject({ races: 1, right: 4, wrong: 1 });
    const picked = { type: 'candidate-chosen', chosen: { key: 'b', by: 'person' } };
    expect(counted(concluded({ a: 4, b: 1 }, 'a'), picked, accepted)).toMatchObject({ right: 1, wrong: 4 });
    const edited = { type: 'candidate-chosen', chosen: { key: 'own', by: 'person' } };
    expect(counted(concluded({ a: 3 }, 'a'), edited, accepted)).toMatchObject({ right: 0, wrong: 3 });
  });

  it.each(['step-rolled-back', 'candidate-rejected'])(
    '%s proves the winner wrong, and nothing else right',
    (type) => {
      expect(counted(concluded({ a: 4, b: 1 }, 'a'), { type, key: 'a' })).toMatchObject({
        races: 1,
        right: 0,
        wrong: 4,
      });
    },
  );

  it.each([
    { type: 'race-restarted', feedback: [] },
    { type: 'node-finished', node: 'escalate', end: 'skipped' },
    { type: 'node-finished', node: 'escalate', children: [] },
  ])('what stays undecided counts as the leader would have it, once it is left ($type)', (left) => {
    const undecided = concluded({ a: 4, b: 3, c: 2 }, null);
    expect(counted(undecided)).toMatchObject({ races: 0 });
    expect(counted(undecided, left)).toMatchObject({ races: 1, right: 4, wrong: 5 });
    expect(counted(undecided, concluded({ a: 7, b: 3, c: 2 }, null), left)).toMatchObject({
      ...{ races: 1, right: 7, wrong: 5 },
    });
    expect(counted(concluded({}, null), left)).toMatchObject({ races: 0 });
  });

  it('a race that more votes decide after all counts once', () => {
    const accepted = { type: 'candidate-accepted', state: 's' };
    const ended = { type: 'node-finished', node: 'accept', end: 'done' };
    const race = [concluded({ a: 4, b: 3 }, null), concluded({ a: 7, b: 4 }, 'a')];
    expect(counted(...race, accepted, ended)).toMatchObject({ races: 1, right: 7, wrong: 4 });
  });

  it('samples are valid or not, with their tokens and their price', () => {
    expect(counted(sample('valid'), sample('flagged'), sample('no-answer', null))).toMatchObject({
      valid: 1,
      invalid: 2,
      tokens: 300,
      usd: 0.02,
      unpriced: 1,
    });
    const ofPlans = { ...sample('valid'), sample: { race: 'plan', outcome: 'valid' } };
    expect(counted(ofPlans)).toMatchObject({ valid: 0, tokens: 0 });
  });

  it('a race in one event counts as the same race would in many', () => {
    expect(counted(raced('A!BA-AA', 3, { tokens: 70, usd: 0.5 }))).toMatchObject({
      ...{ races: 1, right: 4, wrong: 1, valid: 5, invalid: 2, tokens: 70, usd: 0.5 },
      ...{ steps: 1, samples: 7, samplesSquared: 49 },
    });
    expect(counted(raced('AAA', 3))).toMatchObject({ races: 1, right: 3, wrong: 0, valid: 3, samples: 3 });
  });
});

describe('errors that are not independent', () => {
  it('are remembered of their class, and told with its estimates', () => {
    const state = noEstimates();
    foldEstimates(state, raced('AAA', 3), stepOf('move'));
    foldEstimates(state, raced('AAA', 3), stepOf('edit'));
    foldEstimates(state, { type: 'correlation-noticed', kind: 'move', ratio: 7.5 }, stepOf('move'));
    const classes = estimateRest(state, { rule: 'ahead-by-k', k: 3, target: 0.99 })?.classes ?? [];
    expect(classes.map(({ kind, repeated }) => [kind, repeated])).toEqual([
      ['move', 7.5],
      ['edit', undefined],
    ]);
  });
});

describe('what remains', () => {
  const spec = (id: string, kind: string, graph = 'leaf') => ({
    id,
    graph,
    dependsOn: [],
    input: { brief: { kind } },
  });
  const remaining = (state: ReturnType<typeof noEstimates>) =>
    Object.fromEntries([...state.classes].map(([kind, counts]) => [kind, counts.remaining]));

  it('is what was planned and has not ended, by kind; what is split counts as its parts', () => {
    const state = noEstimates();
    const children = [
      spec('1', 'edit'),
      spec('2', 'test'),
      spec('3', 'edit'),
      spec('4', 'edit', 'composite'),
    ];
    foldEstimates(state, { type: 'node-finished', node: 'plan', children }, stepOf('task'));
    expect(remaining(state)).toEqual({ edit: 2, test: 1 });
    foldEstimates(state, { type: 'node-finished', node: 'accept', end: 'done' }, stepOf('edit'));
    const parts = [spec('2.1', 'edit'), spec('2.2', 'edit')];
    foldEstimates(state, { type: 'node-finished', node: 'escalate', children: parts }, stepOf('test'));
    expect(remaining(state)).toEqual({ edit: 3, test: 0 });
    foldEstimates(state, { type: 'node-finished', node: 'compose', end: 'done' }, stepOf('test'));
    foldEstimates(state, { type: 'node-finished', node: 'check', end: 'done' }, stepOf('edit'));
    expect(remaining(state)).toEqual({ edit: 2, test: 0 });
  });

  it('is known from the first of steps that come one after the other', () => {
    const state = noEstimates();
    const lazy = (index: number) => ({
      id: `${index}`,
      graph: 'race',
      input: { title: '', index, count: 5 },
    });
    foldEstimates(state, { type: 'node-finished', node: 'plan', children: [lazy(1)] }, stepOf('task'));
    expect(remaining(state)).toEqual({ move: 5 });
    foldEstimates(state, { ...raced('AAA', 3), next: [lazy(2)] } as JournalEvent, stepOf('move'));
    expect(remaining(state)).toEqual({ move: 4 });
  });
});

describe('memory', () => {
  it('does not grow with the run: estimates rest on the last races', () => {
    const state = noEstimates();
    const step = stepOf('move');
    for (let race = 0; race < 3 * WINDOW_RACES; race += 1) {
      foldEstimates(state, raced(race < WINDOW_RACES ? 'ABAAA' : 'AAA', 3), step);
    }
    expect(sumOf(state.classes.values())).toMatchObject({ races: 2 * WINDOW_RACES, wrong: 0 });
    expect(state.races).toBe(3 * WINDOW_RACES);
  });

  it('does not grow with the words of planners', () => {
    const state = noEstimates();
    for (let kind = 0; kind < 100; kind += 1) classOf(state, `kind ${kind}`).remaining += 1;
    expect(state.classes.size).toBe(MOST_CLASSES);
    expect(state.classes.get(OTHER)?.remaining).toBe(100 - MOST_CLASSES + 1);
  });
});

it('knows no event that breaks it', () => {
  const random = seededRandom('events');
  const types = [
    'vote-concluded',
    'candidate-accepted',
    'candidate-chosen',
    'node-finished',
    'session-started',
    'x',
  ];
  for (let at = 0; at < 200; at += 1) {
    const type = types[Math.floor(random.next() * types.length)] ?? '';
    const odd = {
      type,
      steps: [null, { graph: 'leaf' }],
      children: 'none',
      counts: null,
      chosen: 1,
      end: null,
    };
    expect(() =>
      foldEstimates(noEstimates(), odd, random.next() < 0.5 ? undefined : stepOf('edit')),
    ).not.toThrow();
  }
});
