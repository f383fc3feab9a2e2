import type { OutlineRow } from '../../protocol/outline.ts';
import type { PanelSnapshot } from '../../protocol/panel.ts';
import type { SessionSummary, StepDetail, StepSummary, WaitState } from '../../protocol/session.ts';
import { FIRST_LOOK } from '../state/panel-state.ts';

export interface SnapshotParts {
  readonly number?: number;
  readonly sessionId?: string;
  readonly prompt?: string;
  readonly selected?: string;
  readonly wait?: WaitState;
  readonly sessionWait?: WaitState;
  readonly waiting?: string[];
  readonly rows?: string[];
  readonly total?: number;
  readonly offset?: number;
}

/** Returns a question. */
export function waiting(stepId: string, openedSeq: number | null, trigger = 'approval'): WaitState {
  return { step_id: stepId, trigger, details: 'Why it waits.', opened_seq: openedSeq };
}

/** Returns a complete snapshot of which a test names what matters. */
export function snapshotWith(parts: SnapshotParts = {}): PanelSnapshot {
  const sessionId = parts.sessionId ?? 's1';
  const rows = parts.rows ?? ['a', 'b'];
  return {
    type: 'snapshot',
    number: parts.number ?? 1,
    look: FIRST_LOOK,
    notice: null,
    session: summary(sessionId, parts),
    recent: [],
    outline: {
      session_id: sessionId,
      total: parts.total ?? rows.length,
      offset: parts.offset ?? 0,
      rows: rows.map(row),
      counts: { planned: rows.length, working: 0, waiting: 0, accepted: 0, skipped: 0, failed: 0 },
      waiting: parts.waiting ?? (parts.wait === undefined ? [] : [parts.wait.step_id]),
    },
    graph: null,
    step: parts.selected === undefined ? null : stepDetail(parts.selected, parts.wait ?? null, sessionId),
    cut: false,
    progress: null,
  };
}

function row(stepId: string, index: number, all: readonly string[]): OutlineRow {
  return {
    step_id: stepId,
    parent_id: 'task',
    level: 0,
    position: index + 1,
    siblings: all.length,
    title: stepId,
    kind: 'fix',
    state: 'planned',
    phase: 'planned',
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
  };
}

/** Returns a session as lists show it, running. */
export function summary(sessionId: string, parts: SnapshotParts = {}): SessionSummary {
  const wait = parts.sessionWait ?? parts.wait ?? null;
  return {
    session_id: sessionId,
    status: 'running',
    prompt: parts.prompt ?? 'Fix the failing tests',
    domain: 'code',
    updated_at: '2026-01-01T00:00:00.000Z',
    completed_steps: 0,
    total_steps: 2,
    wait_state: wait,
    metadata: {
      kind: 'task',
      parent_id: null,
      created_at: '2026-01-01T00:00:00.000Z',
      repo_path: null,
      provider: 'offline',
      model: 'offline',
      delivered: false,
      waiting: [parts.sessionWait, parts.wait].filter((each) => each !== undefined),
      failure: null,
    },
    metrics: {
      samples: 0,
      valid_samples: 0,
      resamples: 0,
      red_flags: 0,
      model_calls: 0,
      input_tokens: 0,
      output_tokens: 0,
      cost_usd: null,
      duration_ms: 0,
    },
  };
}

/** Returns the evidence of a step, as plain as can be. */
export function stepDetail(
  stepId: string,
  wait: WaitState | null = null,
  sessionId = 's1',
  more: Partial<StepSummary> = {},
): StepDetail {
  return {
    session_id: sessionId,
    step: { ...stepSummary(stepId, wait), ...more },
    sample_list: [],
    diffs: [],
    feedback: [],
    proposals: [],
  };
}

function stepSummary(stepId: string, wait: WaitState | null): StepSummary {
  return {
    step_id: stepId,
    parent_id: 'task',
    depends_on: [],
    title: stepId,
    description: '',
    kind: 'fix',
    depth: 1,
    state: wait === null ? 'working' : 'waiting',
    phase: wait === null ? 'sampling' : 'waiting',
    promise: [],
    k: 3,
    samples: 0,
    valid_samples: 0,
    resamples: 0,
    attempts: 1,
    red_flags: [],
    votes: [],
    margin: null,
    dissent: 0,
    duration_ms: 0,
    verification: null,
    unverified: false,
    wait_state: wait,
    input_tokens: 0,
    output_tokens: 0,
    cost_usd: null,
  };
}
