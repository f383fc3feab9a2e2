import * as z from 'zod';
import { distinction } from './distinction.ts';
import { sessionEstimates } from './estimates.ts';

export const sessionStatus = z.enum(['running', 'paused', 'completed', 'failed', 'cancelled']);
export type SessionStatus = z.infer<typeof sessionStatus>;

/** Why a session or a step waits for a person. */
export const waitState = z.strictObject({
  step_id: z.string(),
  /** `verifier`, `undecided`, `doubt`, `red-flags`, `resamples`, `low-margin`, `protected`, `verification`, `approval`, `delivery`, `budget`, … */
  trigger: z.string(),
  details: z.string(),
  /** Number of the journal entry that asked; a decision that names another one is stale. Null when no entry asked (an interrupted session). */
  opened_seq: z.number().int().nullable(),
});
export type WaitState = z.infer<typeof waitState>;

export const sessionMetrics = z.strictObject({
  samples: z.number().int(),
  valid_samples: z.number().int(),
  resamples: z.number().int(),
  red_flags: z.number().int(),
  model_calls: z.number().int(),
  input_tokens: z.number().int(),
  /** How many of them providers had in their caches; left out when none. */
  cached_input_tokens: z.number().int().optional(),
  output_tokens: z.number().int(),
  /** Null when some price is unknown. */
  cost_usd: z.number().nullable(),
  duration_ms: z.number(),
});
export type SessionMetrics = z.infer<typeof sessionMetrics>;

/** How much of a session was split into smaller steps. */
export const sessionDecomposition = z.strictObject({
  /** The task and every planned step. */
  steps: z.number().int(),
  /** Those of them that became two steps or more. */
  split: z.number().int(),
  /** `split` of `steps`: 0 when nothing was split. */
  share: z.number(),
  /** True when agents were to split the task and nothing was split. */
  alarm: z.boolean(),
});
export type SessionDecomposition = z.infer<typeof sessionDecomposition>;

/** What a rule of red flags did with the answers of one role. */
export const redFlagRule = z.strictObject({
  rule: z.string(),
  role: z.string(),
  /** Answers that it was asked about: what an earlier rule threw away it never sees. */
  asked: z.number().int(),
  flagged: z.number().int(),
  /** Where it flags nearly everything: one sentence that says so, and what to do. */
  alarm: z.string().optional(),
});
export type RedFlagRule = z.infer<typeof redFlagRule>;

export const sessionSummary = z.strictObject({
  session_id: z.string(),
  status: sessionStatus,
  prompt: z.string(),
  domain: z.string(),
  updated_at: z.string(),
  completed_steps: z.number().int(),
  total_steps: z.number().int(),
  /** The first of what waits; null when nothing does. */
  wait_state: waitState.nullable(),
  metadata: z.strictObject({
    kind: z.string(),
    parent_id: z.string().nullable(),
    created_at: z.string(),
    repo_path: z.string().nullable(),
    provider: z.string(),
    model: z.string(),
    delivered: z.boolean(),
    waiting: z.array(waitState),
    /** What a running session waits for, in one sentence, e.g. the network; left out when it waits for nothing. */
    waits_for: z.string().optional(),
    /** One sentence when it failed. */
    failure: z.string().nullable(),
    /** True for one that came from another store and can only be looked at; else left out. */
    imported: z.boolean().optional(),
  }),
  metrics: sessionMetrics,
  /** Of one session that is asked for by itself; null before the task was planned. */
  decomposition: sessionDecomposition.nullable().optional(),
  /** Of one session that is asked for by itself: rules that flagged something, those that flagged most first; left out when there is none. */
  red_flag_rules: z.array(redFlagRule).optional(),
  /** Of one session that is asked for by itself; null before its first race has ended. */
  estimates: sessionEstimates.nullable().optional(),
});
export type SessionSummary = z.infer<typeof sessionSummary>;

export const stepState = z.enum(['planned', 'working', 'waiting', 'accepted', 'skipped', 'failed']);
export type StepState = z.infer<typeof stepState>;

/** Set where `k` counts all votes of an answer; left out where it is the lead over the strongest rival. */
export const otherRule = z.literal('first-to-k').optional();

export const redFlagCount = z.strictObject({ rule: z.string(), count: z.number().int() });

export const voteClass = z.strictObject({
  /** `A`, `B`, … in the order the classes appeared. */
  label: z.string(),
  key: z.string(),
  votes: z.number().int(),
  summary: z.string(),
  winner: z.boolean(),
});
export type VoteClass = z.infer<typeof voteClass>;

export const verificationSummary = z.strictObject({
  verdict: z.enum(['passed', 'failed', 'unverified']),
  summary: z.string(),
  promised: z.array(
    z.strictObject({ test: z.string(), outcome: z.string(), message: z.string().optional() }),
  ),
  broken: z.array(z.string()),
  fixed: z.array(z.string()),
  kept: z.number().int(),
  duration_ms: z.number(),
});
export type VerificationSummary = z.infer<typeof verificationSummary>;

export const stepSummary = z.strictObject({
  step_id: z.string(),
  parent_id: z.string().nullable(),
  depends_on: z.array(z.string()),
  title: z.string(),
  description: z.string(),
  kind: z.string(),
  depth: z.number().int(),
  state: stepState,
  /** What it is doing now: `planning`, `sampling`, `voting`, `verifying`, `waiting`, `done`. */
  phase: z.string(),
  promise: z.array(z.string()),
  k: z.number().int(),
  rule: otherRule,
  samples: z.number().int(),
  valid_samples: z.number().int(),
  resamples: z.number().int(),
  attempts: z.number().int(),
  red_flags: z.array(redFlagCount),
  votes: z.array(voteClass),
  /** Leader minus strongest rival; null before the first vote. */
  margin: z.number().int().nullable(),
  /** Valid votes that the winner did not get. */
  dissent: z.number().int(),
  duration_ms: z.number(),
  verification: verificationSummary.nullable(),
  /** What steps without a checkable promise are called: true when nothing proved it. */
  unverified: z.boolean(),
  wait_state: waitState.nullable(),
  input_tokens: z.number().int(),
  /** How many of them providers had in their caches; left out when none. */
  cached_input_tokens: z.number().int().optional(),
  output_tokens: z.number().int(),
  cost_usd: z.number().nullable(),
});
export type StepSummary = z.infer<typeof stepSummary>;

/** Most steps that a session is told with; `outline` gives any part of all of them. */
export const MOST_STEPS = 10_000;

export const sessionDetail = sessionSummary.extend({
  /** The first steps, parents before children. */
  steps: z.array(stepSummary),
  /** How many more there are than `steps` holds; left out when it holds all. */
  more_steps: z.number().int().optional(),
});
export type SessionDetail = z.infer<typeof sessionDetail>;

export const sessionList = z.strictObject({ sessions: z.array(sessionSummary) });

/** One sample with its evidence, for `show` and the panel. */
export const sampleDetail = z.strictObject({
  index: z.number().int(),
  attempt: z.number().int(),
  outcome: z.enum(['valid', 'flagged', 'no-answer']),
  agent: z.string(),
  model: z.string(),
  finish: z.string(),
  class: z.string().nullable(),
  summary: z.string(),
  flags: z.array(z.strictObject({ rule: z.string(), reason: z.string(), evidence: z.string().optional() })),
  input_tokens: z.number().int(),
  /** How many of them providers had in their caches; left out when none. */
  cached_input_tokens: z.number().int().optional(),
  output_tokens: z.number().int(),
  cost_usd: z.number().nullable(),
  latency_ms: z.number(),
});
export type SampleDetail = z.infer<typeof sampleDetail>;

/** Everything the gate shows of one step. */
export const stepDetail = z.strictObject({
  session_id: z.string(),
  step: stepSummary,
  sample_list: z.array(sampleDetail),
  /** Diff per class label, the leading class first. */
  diffs: z.array(z.strictObject({ label: z.string(), diff: z.string() })),
  feedback: z.array(z.string()),
  proposals: z.array(
    z.strictObject({ label: z.string(), votes: z.number().int(), steps: z.array(z.string()) }),
  ),
  /** What told answers of this attempt apart when they were run; left out where they were not. */
  distinctions: z.array(distinction).optional(),
});
export type StepDetail = z.infer<typeof stepDetail>;
