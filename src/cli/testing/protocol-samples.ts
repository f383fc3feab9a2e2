import type { ExchangeDetail } from '../../protocol/exchanges.ts';
import type { Distinction } from '../../protocol/distinction.ts';
import type { VoteExplanation } from '../../protocol/explanation.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionDetail, StepDetail, StepSummary, WaitState } from '../../protocol/session.ts';

const AT = '2026-01-02T03:04:05.000Z';
export const SESSION_ID = '1a2b3c4d-0000-4000-8000-000000000001';

type Body<Event> = Event extends ServiceEvent ? Omit<Event, 'session_id' | 'seq' | 'at'> : never;

/** Returns an event of the sample session. */
export function sampleEvent(body: Body<ServiceEvent>, seq = 1): ServiceEvent {
  return { session_id: SESSION_ID, seq, at: AT, ...body } as ServiceEvent;
}

/** Returns a step of the sample session. */
export function sampleStep(step: Partial<StepSummary> & { readonly step_id: string }): StepSummary {
  return {
    parent_id: null,
    depends_on: [],
    title: `Make ${step.step_id} pass`,
    description: '',
    kind: 'edit',
    depth: 1,
    state: 'planned',
    phase: '',
    promise: [`${step.step_id} › works`],
    k: 3,
    samples: 0,
    valid_samples: 0,
    resamples: 0,
    attempts: 1,
    red_flags: [],
    votes: [],
    margin: null,
    dissent: 0,
    duration_ms: 1500,
    verification: null,
    unverified: false,
    wait_state: null,
    input_tokens: 0,
    output_tokens: 0,
    cost_usd: 0,
    ...step,
  };
}

/** Returns the sample session; `waiting` fills its wait states. */
export function sampleSession(
  session: Partial<SessionDetail> = {},
  waiting: readonly WaitState[] = [],
): SessionDetail {
  return {
    session_id: SESSION_ID,
    status: waiting.length > 0 ? 'paused' : 'completed',
    prompt: 'Fix the failing tests',
    domain: 'code',
    updated_at: AT,
    completed_steps: 1,
    total_steps: 2,
    wait_state: waiting[0] ?? null,
    metadata: {
      kind: 'maker',
      parent_id: null,
      created_at: AT,
      repo_path: '/home/me/ledger',
      provider: 'offline',
      model: 'search',
      delivered: false,
      waiting: [...waiting],
      failure: null,
    },
    metrics: {
      samples: 7,
      valid_samples: 6,
      resamples: 1,
      red_flags: 1,
      model_calls: 0,
      input_tokens: 1200,
      output_tokens: 34,
      cost_usd: 0.0123,
      duration_ms: 65_000,
    },
    steps: [],
    ...session,
  };
}

export const SAMPLE_DIFF = [
  '--- a/src/totals.js',
  '+++ b/src/totals.js',
  '@@ -1,2 +1,2 @@',
  ' export function add(a, b) {',
  '-  return a - b;',
  '+  return a + b;',
  '',
].join('\n');

/** Returns a step with its evidence: two classes of answers, verified. */
export function sampleStepDetail(step: Partial<StepSummary> = {}): StepDetail {
  return {
    session_id: SESSION_ID,
    step: sampleStep({
      step_id: 's1',
      state: 'waiting',
      votes: [
        { label: 'A', key: 'ka', votes: 3, summary: 'src/totals.js +1 −1', winner: true },
        { label: 'B', key: 'kb', votes: 1, summary: 'src/totals.js +2 −1', winner: false },
      ],
      red_flags: [{ rule: 'too-long', count: 2 }],
      verification: {
        verdict: 'passed',
        summary: '1 promised pass, 31 kept',
        promised: [],
        broken: [],
        fixed: ['s1 › works'],
        kept: 31,
        duration_ms: 800,
      },
      ...step,
    }),
    sample_list: [],
    diffs: [{ label: 'A', diff: SAMPLE_DIFF }],
    feedback: [],
    proposals: [],
  };
}

/** Returns what told the answers A and B apart. */
export function sampleDistinction(): Distinction {
  return {
    ...{ one: 'A', other: 'B', input: 'add(1, 2) of src/totals.js', outcomes: ['-1', '3'] },
    sentence: 'For add(1, 2) of src/totals.js the answer A gives -1, and B gives 3.',
  };
}

/** Returns a vote of five samples: three for A, one for B, one thrown away. */
export function sampleExplanation(): VoteExplanation {
  return {
    session_id: SESSION_ID,
    step_id: 's1',
    title: 'Make s1 pass',
    attempt: 1,
    sentence: '3 of 4 agree: same syntax; 1 differs.',
    tiers: [
      {
        tier: 'tree',
        counted: false,
        classes: [
          { label: 'A', samples: [1, 2] },
          { label: 'A', samples: [4] },
          { label: 'B', samples: [3] },
        ],
      },
      {
        tier: 'syntax',
        counted: true,
        classes: [
          { label: 'A', samples: [1, 2, 4] },
          { label: 'B', samples: [3] },
        ],
      },
    ],
    differences: [{ one: 'A', other: 'B', diff: SAMPLE_DIFF }],
    distinctions: [sampleDistinction()],
    checks: [
      { label: 'A', verdict: 'passed', summary: '1 promised pass, 31 kept', broken: [] },
      { label: 'B', verdict: 'failed', summary: 'breaks s2 › works', broken: ['s2 › works'] },
    ],
    formatting: [
      {
        ...{ labels: ['A'], path: 'src/totals.js', formatter: 'Prettier', refusal: 'not-idempotent' },
        sentence:
          'src/totals.js is compared without Prettier: a second run changes what the first one wrote.',
      },
      {
        ...{ labels: ['B'], path: 'src/totals.js', formatter: 'Prettier' },
        sentence: 'src/totals.js is compared as Prettier writes it.',
      },
    ],
    flagged: [{ sample: 5, rule: 'too-long', reason: 'The answer has 900 tokens.' }],
    unanswered: [],
  };
}

export function sampleExchange(): ExchangeDetail {
  return {
    session_id: SESSION_ID,
    row: {
      number: 1,
      at: '2026-01-01T00:00:00.000Z',
      purpose: 'race',
      step_id: 's1',
      role: 'solver',
      sample: 0,
      provider: 'openai',
      model: 'gpt-4.1-mini',
      answered_by: 'gpt-4.1-mini-2025-04-14',
      attempt: 1,
      waited_ms: 0,
      latency_ms: 800,
      input_tokens: 1200,
      cached_tokens: 1000,
      output_tokens: 30,
      cost_usd: 0.0002,
      outcome: 'answered',
      problem: null,
      red_flags: [],
    },
    base_url: 'https://api.openai.com/v1',
    parameters: { max_tokens: 500, temperature: 0, seed: 7, schema: null, dropped: [] },
    messages: [{ role: 'user', text: 'What is 2 + 2?', file: null }],
    variation: '',
    variation_file: null,
    answer: 'Four.',
    other_answers: [],
    answer_file: null,
    finish: 'stop',
    request_id: 'chatcmpl-1',
    error_code: null,
    status: null,
    record: '/home/sessions/exchanges',
  };
}
