import type { OutlineRow } from '../../protocol/outline.ts';
import type {
  SessionSummary,
  StepDetail,
  StepSummary,
  VoteClass,
  WaitState,
} from '../../protocol/session.ts';

export interface SampleSession {
  readonly id?: string;
  readonly status?: SessionSummary['status'];
  readonly repoPath?: string | null;
  readonly waiting?: readonly WaitState[];
  readonly more?: Partial<SessionSummary>;
  readonly metadata?: Partial<SessionSummary['metadata']>;
  readonly metrics?: Partial<SessionSummary['metrics']>;
}

export function waitingFor(trigger: string, stepId = 'task', seq: number | null = 7): WaitState {
  return { step_id: stepId, trigger, details: `because of ${trigger}`, opened_seq: seq };
}

export function sampleSession(sample: SampleSession = {}): SessionSummary {
  const { id = 's1', status = 'running', repoPath = '/work/app', waiting = [] } = sample;
  return {
    session_id: id,
    status,
    prompt: `Fix ${id}`,
    domain: 'code',
    updated_at: '2026-01-02T03:04:05.000Z',
    completed_steps: 2,
    total_steps: 5,
    wait_state: waiting[0] ?? null,
    metadata: {
      kind: 'maker',
      parent_id: null,
      created_at: '2026-01-02T03:00:00.000Z',
      repo_path: repoPath,
      provider: 'openai',
      model: 'gpt-x',
      delivered: false,
      waiting: [...waiting],
      failure: null,
      ...sample.metadata,
    },
    metrics: {
      samples: 4,
      valid_samples: 4,
      resamples: 0,
      red_flags: 0,
      model_calls: 4,
      input_tokens: 10,
      output_tokens: 5,
      cost_usd: 0.031,
      duration_ms: 1000,
      ...sample.metrics,
    },
    ...sample.more,
  };
}

export function sampleRow(row: Partial<OutlineRow> = {}): OutlineRow {
  return {
    step_id: 'a',
    parent_id: 'task',
    level: 0,
    position: 1,
    siblings: 1,
    title: 'Make a pass',
    kind: 'edit',
    state: 'planned',
    phase: '',
    k: 3,
    leader: null,
    rival: null,
    dissent: 0,
    red_flags: 0,
    unverified: false,
    waiting_for: null,
    children: 0,
    folded: false,
    leaves: 1,
    leaves_done: 0,
    ...row,
  };
}

export function vote(label: string, votes: number, winner = false): VoteClass {
  return { label, key: `key-${label}`, votes, summary: `a.js ${label}`, winner };
}

export function sampleDetail(
  step: Partial<StepSummary> = {},
  proposals: StepDetail['proposals'] = [],
): StepDetail {
  return {
    session_id: 's1',
    step: {
      step_id: 'a',
      parent_id: 'task',
      depends_on: [],
      title: 'Make a pass',
      description: '',
      kind: 'edit',
      depth: 1,
      state: 'waiting',
      phase: 'waiting',
      promise: [],
      k: 3,
      samples: 5,
      valid_samples: 5,
      resamples: 0,
      attempts: 1,
      red_flags: [],
      votes: [],
      margin: null,
      dissent: 0,
      duration_ms: 5,
      verification: null,
      unverified: false,
      wait_state: null,
      input_tokens: 0,
      output_tokens: 0,
      cost_usd: 0,
      ...step,
    },
    sample_list: [],
    diffs: [],
    feedback: [],
    proposals,
  };
}
