import type { SessionView } from '../../../src/app/view/session-view.ts';
import { drawnView, viewOf } from '../../../src/app/view/testing/view-of.ts';
import type { EngineLink } from '../../../src/extension/host.ts';
import type { Distinction } from '../../../src/protocol/distinction.ts';
import type { OutlineRow } from '../../../src/protocol/outline.ts';
import type { SessionEstimates } from '../../../src/protocol/estimates.ts';
import type { SessionSummary, StepDetail, WaitState } from '../../../src/protocol/session.ts';
import { evidence, plainEvidence, planEvidence } from './evidence.ts';
import { NO_REQUESTS, requestsOf, type SceneRequests } from './requests.ts';

/** All that the panel can be shown: a session, its steps, and the evidence of each. */
export interface Scene {
  readonly engine: EngineLink['state'];
  readonly session: SessionSummary | null;
  readonly others: readonly SessionSummary[];
  readonly view: SessionView;
  /** What is said of steps besides their state. */
  readonly rows: Readonly<Record<string, Partial<OutlineRow>>>;
  readonly stepOf: (stepId: string) => StepDetail;
  readonly progress: string | undefined;
  /** Its record of requests to models; an empty one where it is left out. */
  readonly requests?: SceneRequests;
}

const TITLES: Readonly<Record<string, Partial<OutlineRow>>> = {
  money: { title: 'Round money half to even', leader: 3, rival: 0 },
  dates: { title: 'Date boundaries at the end of a month', leader: 4, rival: 1, red_flags: 1, dissent: 1 },
  csv: { title: 'Read quoted fields in CSV files' },
  comma: { title: 'Trailing field after a last comma', leader: 3, rival: 0 },
  quotes: {
    title: 'Parse quoted fields with doubled quotes',
    leader: 4,
    rival: 1,
    red_flags: 1,
    waiting_for: 'low-margin',
  },
  totals: { title: 'Totals by month', leader: 2, rival: 1 },
  report: { title: 'Report footer', unverified: true },
};

export function summary(more: Partial<SessionSummary> = {}): SessionSummary {
  return {
    session_id: 'session',
    status: 'running',
    prompt: 'Fix the failing tests',
    domain: 'code',
    updated_at: '2026-01-02T10:20:00.000Z',
    completed_steps: 3,
    total_steps: 6,
    wait_state: null,
    metrics: {
      samples: 19,
      valid_samples: 17,
      resamples: 2,
      red_flags: 2,
      model_calls: 19,
      input_tokens: 48_210,
      output_tokens: 6_402,
      cost_usd: 0.0312,
      duration_ms: 125_000,
    },
    ...more,
    metadata: {
      kind: 'task',
      parent_id: null,
      created_at: '2026-01-02T10:00:00.000Z',
      repo_path: '/work/ledger',
      provider: 'offline',
      model: 'offline',
      delivered: false,
      waiting: [],
      failure: null,
      ...more.metadata,
    },
  };
}

function scene(drawing: string, more: Partial<Scene> = {}): Scene {
  return {
    engine: 'on',
    session: summary(),
    others: [],
    view: drawnView(drawing),
    rows: TITLES,
    stepOf: (stepId) => plainEvidence(stepId, TITLES[stepId]?.title ?? stepId),
    progress: undefined,
    ...more,
  };
}

const OTHER = summary({
  session_id: 'older',
  prompt: 'Add tests for the report module',
  status: 'completed',
  updated_at: '2026-01-01T09:00:00.000Z',
});

export const EMPTY: Scene = scene('', { session: null });

/** Votes agree well, and still the wanted success asks for more. */
export const ESTIMATES: SessionEstimates = {
  rule: 'ahead-by-k',
  k: 3,
  adaptive_k: true,
  target_success: 0.99,
  classes: [
    {
      kind: 'edit',
      races: 1204,
      remaining: 31,
      p: { mean: 0.9312, low: 0.9204, high: 0.9411 },
      v: { mean: 0.9968, low: 0.9951, high: 0.9981 },
    },
    {
      kind: 'test',
      races: 0,
      remaining: 4,
      p: { mean: 0.5, low: 0.05, high: 0.95 },
      v: { mean: 0.5, low: 0.05, high: 0.95 },
    },
  ],
  rest: {
    steps: 35,
    needed_k: { mean: 4, low: 3, high: 4 },
    success: { mean: 0.986, low: 0.978, high: 0.991 },
    samples: { mean: 121, low: 108, high: 136 },
    tokens: { mean: 41_000, low: 36_600, high: 46_100 },
    cost_usd: { mean: 0.21, low: 0.187, high: 0.236 },
    duration_ms: { mean: 250_000, low: 223_000, high: 281_000 },
  },
};

export const RUNNING: Scene = scene(
  `
money accepted
dates accepted <money
csv working
  comma accepted
  quotes working <comma
totals working <dates
report planned <totals
`,
  {
    session: summary({ estimates: ESTIMATES }),
    others: [OTHER],
    progress: 'Asking for sample 4 of “Totals by month”.',
    stepOf: (stepId) => evidence(stepId, { state: 'working', wait: null, decided: false }),
  },
);

/** The same, with an alarm of errors that are not independent. */
export const CORRELATED: Scene = {
  ...RUNNING,
  session: summary({
    estimates: {
      ...ESTIMATES,
      classes: ESTIMATES.classes.map((each) => (each.kind === 'edit' ? { ...each, repeated: 12.34 } : each)),
    },
  }),
};

/** What is said of a rule that flags nearly everything. */
export const FLOOD =
  'The red flag too-long threw away 58 of 60 answers of the decomposition: change its entry (type: length) in domains.code.red_flaggers.';

/** A rule throws nearly everything away, though another one has flagged more. */
export const FLOODED: Scene = {
  ...RUNNING,
  session: summary({
    metrics: { ...summary().metrics, red_flags: 128 },
    red_flag_rules: [
      { rule: 'syntax', role: 'solver', asked: 1204, flagged: 70 },
      { rule: 'too-long', role: 'decomposition', asked: 60, flagged: 58, alarm: FLOOD },
    ],
  }),
};

export const WAIT: WaitState = {
  step_id: 'quotes',
  trigger: 'low-margin',
  details: '1 of 5 votes was for something else.',
  opened_seq: 7,
};

const WAITING_STEPS = `
money accepted
dates accepted <money
csv working
  comma accepted
  quotes waiting <comma
totals working <dates
report planned <totals
`;

/** Waits for a decision, with all the evidence there can be. */
export const WAITING: Scene = scene(WAITING_STEPS, {
  session: summary({
    wait_state: WAIT,
    metadata: { ...summary().metadata, waiting: [WAIT] },
  }),
  others: [OTHER],
  stepOf: (stepId) =>
    stepId === 'quotes'
      ? evidence(stepId, { state: 'waiting', wait: WAIT, decided: true })
      : plainEvidence(stepId, TITLES[stepId]?.title ?? stepId),
});

/** Models were asked, and not every request went well. */
export const INSPECTED: Scene = { ...WAITING, requests: requestsOf() };

/** More requests than a page holds. */
export const MUCH_ASKED: Scene = { ...WAITING, requests: requestsOf({ count: 130 }) };

/** The configuration switched the record off. */
export const NOT_RECORDED: Scene = { ...WAITING, requests: { ...NO_REQUESTS, recording: false } };

const UNDECIDED_WAIT: WaitState = {
  ...WAIT,
  trigger: 'undecided',
  details: 'Two answers hold, and neither leads by enough.',
};

/** Two answers hold, and what tells them apart is put before whoever decides. */
export const UNDECIDED: Scene = {
  ...WAITING,
  session: summary({
    wait_state: UNDECIDED_WAIT,
    metadata: { ...summary().metadata, waiting: [UNDECIDED_WAIT] },
  }),
  stepOf: () => ({
    ...evidence('quotes', { state: 'waiting', wait: UNDECIDED_WAIT, decided: false }),
    distinctions: [distinctionOf('readField("\\"\\"\\"", 0) of src/csv.js', '{ next: 3 }', '{ next: 2 }')],
  }),
};

function distinctionOf(input: string, one: string, other: string): Distinction {
  const sentence = `For ${input} the answer A gives ${one}, and B gives ${other}.`;
  return { one: 'A', other: 'B', input, outcomes: [one, other], sentence };
}

/** The same, in a store that it was imported into. */
export const IMPORTED: Scene = {
  ...WAITING,
  session: summary({
    status: 'paused',
    wait_state: WAIT,
    metadata: { ...summary().metadata, waiting: [WAIT], imported: true },
  }),
};

/** The whole task asks whether a command may run. */
export const VERIFIER: Scene = wholeTaskScene({
  step_id: 'task',
  trigger: 'verifier',
  details: 'npm test -- --reporter=json --outputFile=.microfactory/report.json',
  opened_seq: 3,
});

/** A budget is used up: nothing to decide, only to mend and resume. */
export const BUDGET: Scene = wholeTaskScene(
  {
    step_id: 'task',
    trigger: 'budget',
    details: 'The session may spend $0.05 and has spent $0.0498; a higher budget would let 2 steps finish.',
    opened_seq: 30,
  },
  'paused',
);

function wholeTaskScene(wait: WaitState, status: SessionSummary['status'] = 'running'): Scene {
  const session = summary({
    status,
    wait_state: wait,
    completed_steps: 0,
    metadata: { ...summary().metadata, waiting: [wait] },
  });
  return scene('', { session, stepOf: (stepId) => plainEvidence(stepId, 'Whole task', wait) });
}

export const PLAN: Scene = {
  ...wholeTaskScene({
    step_id: 'task',
    trigger: 'plan',
    details: 'A plan of 5 steps waits for your yes.',
    opened_seq: 5,
  }),
  stepOf: () =>
    planEvidence({
      step_id: 'task',
      trigger: 'plan',
      details: 'A plan of 5 steps waits for your yes.',
      opened_seq: 5,
    }),
};

export const FAILED: Scene = scene(
  `
money accepted
dates failed
csv skipped
totals planned <dates
`,
  {
    session: summary({
      status: 'failed',
      completed_steps: 1,
      total_steps: 4,
      metrics: { ...summary().metrics, cost_usd: null },
      metadata: { ...summary().metadata, failure: 'No sample gave a usable answer for “Date boundaries”.' },
    }),
    stepOf: (stepId) => evidence(stepId, { state: 'failed', wait: null, decided: false, verdict: 'failed' }),
  },
);

export const COMPLETED: Scene = scene(
  `
money accepted
dates accepted <money
csv accepted
  comma accepted
  quotes accepted <comma
totals accepted <dates
report accepted <totals
`,
  {
    session: summary({ status: 'completed', completed_steps: 6 }),
    stepOf: (stepId) => evidence(stepId, { state: 'accepted', wait: null, decided: true }),
  },
);

export const RESTRICTED: Scene = { ...EMPTY, engine: 'restricted' };
export const LOST: Scene = { ...RUNNING, engine: 'lost' };

const MANY_STATES = ['accepted', 'accepted', 'accepted', 'working', 'planned', 'failed', 'skipped'] as const;

/** A session of so many steps, in groups of fifty. */
export function manySteps(count: number): Scene {
  const groups = Math.floor(count / 50);
  const steps = Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    parent: index < groups ? null : `s${index % groups}`,
    state: index < groups ? ('working' as const) : (MANY_STATES[index % MANY_STATES.length] ?? 'planned'),
  }));
  return scene('', {
    view: viewOf(steps),
    rows: {},
    session: summary({ total_steps: count, completed_steps: Math.floor((count * 3) / 7) }),
    stepOf: (stepId) => plainEvidence(stepId, `Step ${stepId}`),
  });
}

/** Every text is hostile. */
export function hostile(text: string): Scene {
  const wait = { ...WAIT, details: text };
  return {
    ...WAITING,
    session: summary({
      prompt: text,
      wait_state: wait,
      metadata: { ...summary().metadata, waiting: [wait], model: text },
    }),
    others: [{ ...OTHER, prompt: text }],
    rows: Object.fromEntries(Object.keys(TITLES).map((id) => [id, { ...TITLES[id], title: text }])),
    stepOf: (stepId) => ({
      ...evidence(stepId, { state: 'waiting', wait, decided: true, text }),
      distinctions: [distinctionOf(text, text, text)],
    }),
    progress: text,
    requests: requestsOf({ text }),
  };
}
