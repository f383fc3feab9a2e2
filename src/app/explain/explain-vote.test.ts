import { describe, expect, it } from 'vitest';
import { mergedClassesOf, recount } from '../../engine/maker/behaviour/merged-classes.ts';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { DomainSession, FileSides } from '../../engine/maker/domain.ts';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { Blobs } from '../../engine/ports/blobs.ts';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { voteExplanation } from '../../protocol/explanation.ts';
import type { VerificationRecord } from '../../engine/maker/maker-state.ts';
import { applyEntry } from '../view/session-view.ts';
import { stepDetail } from '../view/step-detail.ts';
import { labelled, type StepView } from '../view/step-view.ts';
import { drawnView } from '../view/testing/view-of.ts';
import { explainVote } from './explain-vote.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const side = (path: string, before: string | null, after: string | null): FileSides => ({
  path,
  before: before === null ? null : bytes(before),
  after: after === null ? null : bytes(after),
});

/** What each candidate makes of the files, by vote key. */
const CHANGES: Readonly<Record<string, readonly FileSides[]>> = {
  add: [side('sum.js', 'a - b\n', 'a + b\n')],
  times: [side('sum.js', 'a - b\n', 'a * b\n'), side('other.js', 'kept\n', null)],
};
const domain = {
  changes: ({ key }: Candidate) => Promise.resolve(CHANGES[key] ?? []),
  show: ({ key }: Candidate) => Promise.resolve(key),
} as unknown as DomainSession;
const blobs = {
  getText: (hash: string) => Promise.resolve(JSON.stringify({ key: hash.replace('blob of ', '') })),
} as unknown as Blobs;

function sample(index: number, key: string, more: Partial<SampleRecord> = {}): SampleRecord {
  return {
    ...{ race: 'answer', index, attempt: 0, outcome: 'valid', key, tiers: {}, summary: '', size: 1 },
    ...{ needsPerson: [], value: `blob of ${key}`, flags: [], raw: `reply ${index}`, agent: '', model: '' },
    ...{ finish: 'stop', requestId: `${index}`, choice: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
    latencyMs: 0,
    ...more,
  } as SampleRecord;
}

function stepWith(...samples: readonly SampleRecord[]): StepView {
  const step = drawnView('1').steps.get('1') as StepView;
  step.samples.push(...samples);
  for (const { key, outcome } of samples) if (outcome === 'valid') labelled(step.labels, key);
  return step;
}

const explained = async (step: StepView, read: DomainSession | undefined = domain) =>
  voteExplanation.parse(await explainVote({ sessionId: 's', step, blobs, domain: read }));

/** `tree A:1,2 A:4 B:3`, a line a tier, the counted one with a star. */
const lines = ({ tiers }: Awaited<ReturnType<typeof explained>>): string[] =>
  tiers.map(({ tier, counted, classes }) =>
    [
      tier + (counted ? '*' : ''),
      ...classes.map(({ label, samples }) => `${label}:${samples.join(',')}`),
    ].join(' '),
  );

const FOUR = [
  sample(0, 'times', { tiers: { tree: 't0', text: 't0', syntax: 'times' } }),
  sample(1, 'add', { tiers: { tree: 't1', text: 't1', syntax: 'add' }, raw: 'same' }),
  sample(2, 'add', { tiers: { tree: 't1', text: 't1', syntax: 'add' }, raw: 'same' }),
  sample(3, 'add', { tiers: { tree: 't3', text: 't3', syntax: 'add' } }),
];

it('says who agrees at each tier, the leading class first, and which tier counts', async () => {
  const explanation = await explained(stepWith(...FOUR));
  expect(lines(explanation)).toEqual([
    'raw B:2,3 B:4 A:1',
    'tree B:2,3 B:4 A:1',
    'text B:2,3 B:4 A:1',
    'syntax* B:2,3,4 A:1',
  ]);
  expect(explanation.sentence).toBe('3 of 4 agree: same syntax; 1 differs.');
});

it('shows how the others differ from the leading answer, file by file, also in what only one of them touches', async () => {
  const { differences } = await explained(stepWith(...FOUR));
  expect(differences).toEqual([{ one: 'B', other: 'A', diff: expect.any(String) as string }]);
  expect(differences[0]?.diff).toContain('--- a/sum.js');
  expect(differences[0]?.diff).toContain('-a + b\n+a * b\n');
  expect(differences[0]?.diff).toContain('--- a/other.js');
  expect(differences[0]?.diff).toContain('+++ /dev/null');
});

it('compares what a domain without files shows', async () => {
  const { differences, tiers } = await explained(stepWith(sample(0, 'yes'), sample(1, 'no')));
  expect(differences[0]?.diff).toContain('-yes');
  expect(differences[0]?.diff).toContain('+no');
  expect(tiers.at(-1)).toMatchObject({ tier: 'answer', counted: true });
});

it('lists what was flagged and why, and what brought no answer', async () => {
  const flags = [{ rule: 'does-not-apply', reason: 'Block 1 is not there.', evidence: 'x' }];
  const explanation = await explained(
    stepWith(
      sample(0, '', { outcome: 'flagged', flags, value: '' }),
      sample(1, '', { outcome: 'no-answer', value: '' }),
      sample(2, 'add'),
    ),
  );
  expect(explanation.flagged).toEqual([{ sample: 1, ...flags[0] }]);
  expect(explanation.unanswered).toEqual([2]);
  expect(explanation.sentence).toBe('There is one valid answer, and none to compare it with.');
});

it('tells of the last attempt that has samples, and says the finest tier at which all agree', async () => {
  const later = (index: number) => sample(index, 'add', { attempt: 1, tiers: { tree: 't', syntax: 'add' } });
  const explanation = await explained(stepWith(sample(0, 'times'), later(1), later(2)));
  expect(explanation).toMatchObject({ attempt: 2, sentence: 'All 2 agree: same files, byte for byte.' });
  expect(lines(explanation)).toEqual(
    ['raw A:2 A:3', 'tree A:2,3', 'syntax* A:2,3'].map((line) => line.replaceAll('A', 'B')),
  );
});

it('tells who agrees also where the answers themselves can not be read', async () => {
  const withoutReader = voteExplanation.parse(
    await explainVote({ sessionId: 's', step: stepWith(...FOUR), blobs, domain: undefined }),
  );
  expect(withoutReader).toMatchObject({ differences: [], sentence: '3 of 4 agree: same syntax; 1 differs.' });
});

describe('of a step on which nothing was voted', () => {
  const flags = [{ rule: 'too-long', reason: 'It is too long.' }];
  const flagged = sample(0, '', { outcome: 'flagged', flags, value: '' });
  const unanswered = sample(1, '', { outcome: 'no-answer', value: '' });
  const stepIn = (change: (step: StepView) => void, ...samples: readonly SampleRecord[]) => {
    const step = stepWith(...samples);
    change(step);
    return step;
  };

  it.each<[string, StepView]>([
    ['No answer of 2 counts: 1 was thrown away, 1 brought none.', stepWith(flagged, unanswered)],
    ['Nothing was asked yet: the step has not begun.', stepIn((step) => (step.state = 'planned'))],
    [
      'Nothing was asked: what the step promises was kept already.',
      stepIn((step) => (step.state = 'accepted')),
    ],
    [
      'Nothing was voted on in step 1: its plan needed no vote; explain one of its 3 parts instead.',
      stepIn((step) => (step.children = 3)),
    ],
    [
      'Nothing was voted on: a person gave the answer.',
      stepIn((step) => {
        step.ownAnswers.set('mine', 'blob of mine');
        step.winner = 'mine';
      }),
    ],
  ])('says: %s', async (sentence, step) => {
    expect(await explained(step)).toMatchObject({ sentence, tiers: [], differences: [] });
  });
});

describe('of answers that were run on inputs', () => {
  const outcomes = ['-2', '-3'] as const;
  const event = { type: 'escalated', step: '1', rung: 'distinguish', trigger: 'undecided', details: 'Torn.' };
  const found = {
    ...event,
    votes: 6,
    keys: ['add', 'times'],
    input: 'f(-2.5) of sum.js',
    outcomes,
    feedback: [],
  };

  /** The step once the journal has the event. */
  function told(...events: readonly object[]) {
    const view = drawnView('1');
    const step = view.steps.get('1') as StepView;
    step.samples.push(...FOUR);
    for (const { key } of FOUR) labelled(step.labels, key);
    for (const [at, each] of events.entries())
      applyEntry(view, { seq: at + 1, at, event: each as JournalEntry['event'] });
    return { view, step };
  }

  it('says the input, what either makes of it, and which classes they are', async () => {
    const { step } = told(found, { ...found, rung: 'model' });
    expect((await explained(step)).distinctions).toEqual([
      {
        ...{ one: 'B', other: 'A', input: 'f(-2.5) of sum.js', outcomes: ['-2', '-3'] },
        sentence: 'For f(-2.5) of sum.js the answer B gives -2, and A gives -3.',
      },
    ]);
  });

  it('says why nothing tells them apart', async () => {
    const none = 'sum.js was not run: it did not end in 20 s.';
    const { step } = told({ ...event, votes: 0, keys: ['add', 'times'], none });
    expect((await explained(step)).distinctions).toEqual([
      {
        ...{ one: 'B', other: 'A', input: null, outcomes: null },
        sentence: `Nothing tells B and A apart: ${none}`,
      },
    ]);
  });

  it('shows whoever decides those of the attempt that is asked about, and no others', async () => {
    const { view, step } = told(found);
    const shown = async () => (await stepDetail(view, step, { blobs, show: undefined })).distinctions;
    expect(await shown()).toMatchObject([{ input: 'f(-2.5) of sum.js' }]);
    step.attempt += 1;
    expect(await shown()).toBeUndefined();
  });
});

it('says what checking each class gave before its votes were counted', async () => {
  const verification = (verdict: string, summary: string, broken: readonly string[] = []) =>
    ({ verdict, summary, broken }) as unknown as VerificationRecord;
  const step = stepWith(
    sample(0, 'add'),
    sample(1, 'times', { outcome: 'flagged', flags: [{ rule: 'verification', reason: 'breaks a' }] }),
    sample(2, 'add'),
  );
  labelled(step.labels, 'times');
  step.verified.set('times', verification('failed', 'breaks a', ['a']));
  step.verified.set('add', verification('passed', '1 promised pass'));
  step.verified.set('earlier', verification('failed', 'of another attempt'));
  expect((await explained(step)).checks).toEqual([
    { label: 'A', verdict: 'passed', summary: '1 promised pass', broken: [] },
    { label: 'B', verdict: 'failed', summary: 'breaks a', broken: ['a'] },
  ]);
});

it('says of each file what the formatter of the repository did, once for all classes of which it is the same', async () => {
  const refused = { refusal: 'not-idempotent', reason: 'sum.js is compared without Prettier: why.' };
  const payload = (key: string) => ({
    formatting: [
      { path: 'sum.js', formatter: 'Prettier', ...(key === 'add' ? {} : refused) },
      { path: 'other.css', formatter: 'Prettier' },
    ],
  });
  const formatted = {
    getText: (hash: string) => {
      const key = hash.replace('blob of ', '');
      return Promise.resolve(JSON.stringify({ key, payload: payload(key) }));
    },
  } as unknown as Blobs;
  const step = stepWith(sample(0, 'add'), sample(1, 'times'), sample(2, 'add'));
  const { formatting } = voteExplanation.parse(
    await explainVote({ sessionId: 's', step, blobs: formatted, domain: undefined }),
  );
  expect(formatting.map(({ labels, refusal, sentence }) => [labels.join(), refusal, sentence])).toEqual([
    ['A', undefined, 'sum.js is compared as Prettier writes it.'],
    ['A,B', undefined, 'other.css is compared as Prettier writes it.'],
    ['B', 'not-idempotent', 'sum.js is compared without Prettier: why.'],
  ]);
});

it('says that classes agree which behave alike, and on how many inputs', async () => {
  const step = stepWith(...FOUR);
  step.merged = mergedClassesOf({ type: 'classes-merged', on: 's', inputs: 12, classes: [['times', 'add']] });
  step.probed = 'Answers were run on 12 inputs.';
  recount(step.samples, step.merged);
  const explanation = await explained(step);
  expect(lines(explanation).slice(-2)).toEqual(['syntax A:1 A:2,3,4', 'behaviour* A:1,2,3,4']);
  expect(explanation.sentence).toBe('All 4 agree: same behaviour on 12 inputs.');
  expect(explanation.behaviour).toBe('Answers were run on 12 inputs.');
});
