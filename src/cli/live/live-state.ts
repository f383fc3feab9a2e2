import type { SessionDetail, StepState, StepSummary } from '../../protocol/session.ts';

export interface LiveStep {
  readonly id: string;
  readonly parentId: string | null;
  readonly title: string;
  readonly state: StepState;
  readonly phase: string;
  readonly votes: Readonly<Record<string, number>>;
  readonly k: number;
  readonly winner: string | null;
  readonly flags: number;
  /** What happened last, in a few words; empty while nothing did. */
  readonly note: string;
}

export interface LiveTotals {
  readonly samples: number;
  readonly flags: number;
  readonly tokens: number;
  /** Null when some price is unknown. */
  readonly costUsd: number | null;
}

/** What the live display shows: a fold of events, so that it can be drawn at any moment. */
export interface LiveState {
  readonly sessionId: string;
  readonly prompt: string;
  readonly provider: string;
  readonly model: string;
  /** Milliseconds since the epoch at which this follow began. */
  readonly since: number;
  /** In the order in which they were added. */
  readonly steps: Map<string, LiveStep>;
  readonly totals: LiveTotals;
  /** What is going on now when no step says it. */
  readonly message: string;
  readonly warnings: readonly string[];
}

/** Returns the state before the first event. */
export function emptyLiveState(sessionId: string, prompt: string, since: number): LiveState {
  return {
    sessionId,
    prompt,
    provider: '',
    model: '',
    since,
    steps: new Map(),
    totals: { samples: 0, flags: 0, tokens: 0, costUsd: 0 },
    message: '',
    warnings: [],
  };
}

/** Returns the state of a session that ran before, as a resume begins with it. */
export function liveStateOf(detail: SessionDetail, since: number): LiveState {
  const { metrics, metadata } = detail;
  return {
    ...emptyLiveState(detail.session_id, detail.prompt, since),
    provider: metadata.provider,
    model: metadata.model,
    steps: new Map(detail.steps.map((step) => [step.step_id, liveStepOf(step)])),
    totals: {
      samples: metrics.samples,
      flags: metrics.red_flags,
      tokens: metrics.input_tokens + metrics.output_tokens,
      costUsd: metrics.cost_usd,
    },
  };
}

function liveStepOf(step: StepSummary): LiveStep {
  return {
    id: step.step_id,
    parentId: step.parent_id,
    title: step.title,
    state: step.state,
    phase: step.phase,
    votes: Object.fromEntries(step.votes.map(({ label, votes }) => [label, votes])),
    k: step.k,
    winner: step.votes.find(({ winner }) => winner)?.label ?? null,
    flags: step.red_flags.reduce((sum, { count }) => sum + count, 0),
    note: step.wait_state?.details ?? step.verification?.summary ?? '',
  };
}
