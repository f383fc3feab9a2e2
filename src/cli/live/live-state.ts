import type { SessionEstimates } from '../../protocol/estimates.ts';
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
  /** Set where k counts all votes of one. */
  readonly rule?: 'first-to-k' | undefined;
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
  /** In the order in which they were added: all that are open, and those that ended last. */
  readonly steps: Map<string, LiveStep>;
  /** The ids of those that have ended, in the order in which they did. */
  readonly ended: Set<string>;
  /** How many steps there are besides. */
  readonly others: number;
  readonly totals: LiveTotals;
  /** What is going on now when no step says it. */
  readonly message: string;
  readonly warnings: readonly string[];
  /** What the session has shown so far; null while it has shown nothing. */
  readonly estimates: SessionEstimates | null;
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
    ended: new Set(),
    others: 0,
    totals: { samples: 0, flags: 0, tokens: 0, costUsd: 0 },
    message: '',
    warnings: [],
    estimates: null,
  };
}

/** Returns the state of a session that ran before, as a resume begins with it. */
export function liveStateOf(detail: SessionDetail, since: number): LiveState {
  const { metrics, metadata } = detail;
  const state = {
    ...emptyLiveState(detail.session_id, detail.prompt, since),
    others: detail.more_steps ?? 0,
    estimates: detail.estimates ?? null,
    provider: metadata.provider,
    model: metadata.model,
    totals: {
      samples: metrics.samples,
      flags: metrics.red_flags,
      tokens: metrics.input_tokens + metrics.output_tokens,
      costUsd: metrics.cost_usd,
    },
  };
  return detail.steps.map(liveStepOf).reduce(withStep, state);
}

const ENDED: ReadonlySet<StepState> = new Set<StepState>(['accepted', 'skipped', 'failed']);

/** More than any terminal shows; a run of very many steps must not grow with those that have ended. */
const MOST_ENDED = 500;

/** Returns the state with a step as it is now; of steps that ended the oldest are only counted. */
export function withStep(state: LiveState, step: LiveStep): LiveState {
  const { steps, ended } = state;
  steps.set(step.id, step);
  ended.delete(step.id);
  if (ENDED.has(step.state)) ended.add(step.id);
  const [oldest] = ended;
  if (ended.size <= MOST_ENDED || oldest === undefined) return { ...state };
  steps.delete(oldest);
  ended.delete(oldest);
  return { ...state, others: state.others + 1 };
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
    rule: step.rule,
    winner: step.votes.find(({ winner }) => winner)?.label ?? null,
    flags: step.red_flags.reduce((sum, { count }) => sum + count, 0),
    note: step.wait_state?.details ?? step.verification?.summary ?? '',
  };
}
