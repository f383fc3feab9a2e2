import * as z from 'zod';
import { sessionEstimates } from './estimates.ts';
import { otherRule, sessionStatus, stepState, verificationSummary, waitState } from './session.ts';

const at = { session_id: z.string(), seq: z.number().int(), at: z.string() };
const ofStep = { ...at, step_id: z.string() };

/**
 * What `--json` prints, one a line, and what subscribers receive. Folded from the journal; `progress` and `warning` are not
 * recorded, and `events-skipped` stands for so many events up to `seq` that a subscriber in another process was too slow for.
 */
export const serviceEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('session-started'),
    ...at,
    prompt: z.string(),
    domain: z.string(),
    repo_path: z.string().nullable(),
    provider: z.string(),
    model: z.string(),
  }),
  z.strictObject({ type: z.literal('session-resumed'), ...at }),
  z.strictObject({ type: z.literal('progress'), ...at, message: z.string() }),
  z.strictObject({ type: z.literal('warning'), ...at, message: z.string() }),
  z.strictObject({ type: z.literal('baseline-recorded'), ...at, summary: z.string() }),
  z.strictObject({
    type: z.literal('plan-proposed'),
    ...ofStep,
    index: z.number().int(),
    steps: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal('plan-chosen'),
    ...ofStep,
    steps: z.array(z.string()),
    unanimous: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('step-added'),
    ...ofStep,
    parent_id: z.string().nullable(),
    depends_on: z.array(z.string()),
    title: z.string(),
    depth: z.number().int(),
    promise: z.array(z.string()),
  }),
  z.strictObject({ type: z.literal('step-state'), ...ofStep, state: stepState, phase: z.string() }),
  z.strictObject({
    type: z.literal('sample-recorded'),
    ...ofStep,
    index: z.number().int(),
    agent: z.string(),
    model: z.string(),
    outcome: z.enum(['valid', 'flagged', 'no-answer']),
    class: z.string().nullable(),
    flags: z.array(z.strictObject({ rule: z.string(), reason: z.string() })),
    input_tokens: z.number().int(),
    /** How many of them the provider had in its cache; left out when none. */
    cached_input_tokens: z.number().int().optional(),
    output_tokens: z.number().int(),
    cost_usd: z.number().nullable(),
    /** Votes by class label after this sample. */
    votes: z.record(z.string(), z.number().int()),
    k: z.number().int(),
    rule: otherRule,
  }),
  z.strictObject({
    type: z.literal('escalated'),
    ...ofStep,
    rung: z.string(),
    /** Votes that it added to the race. */
    votes: z.number().int(),
    /** What was done and why, in one sentence. */
    message: z.string(),
  }),
  z.strictObject({
    type: z.literal('vote-concluded'),
    ...ofStep,
    decided: z.boolean(),
    winner: z.string().nullable(),
    votes: z.record(z.string(), z.number().int()),
    margin: z.number().int(),
    dissent: z.number().int(),
    k: z.number().int(),
    rule: otherRule,
  }),
  z.strictObject({ type: z.literal('candidate-verified'), ...ofStep, verification: verificationSummary }),
  z.strictObject({
    type: z.literal('step-rolled-back'),
    ...ofStep,
    attempt: z.number().int(),
    reason: z.string(),
  }),
  /** From the step on that it names; `needed` is null when no k is enough. */
  z.strictObject({
    type: z.literal('k-adapted'),
    ...ofStep,
    k: z.number().int(),
    from: z.number().int(),
    needed: z.number().int().nullable(),
  }),
  /** Now and then, as steps end. */
  z.strictObject({ type: z.literal('estimates'), ...at, estimates: sessionEstimates }),
  z.strictObject({ type: z.literal('gate-opened'), ...ofStep, wait_state: waitState }),
  z.strictObject({
    type: z.literal('gate-decided'),
    ...ofStep,
    decision: z.string(),
    comment: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('candidate-accepted'), ...ofStep, summary: z.string() }),
  z.strictObject({ type: z.literal('delivery-started'), ...at, files: z.array(z.string()) }),
  z.strictObject({ type: z.literal('delivery-finished'), ...at, files: z.array(z.string()) }),
  z.strictObject({
    type: z.literal('delivery-refused'),
    ...at,
    changed: z.array(z.string()),
    mergeable: z.boolean(),
  }),
  z.strictObject({ type: z.literal('delivery-undone'), ...at, files: z.array(z.string()) }),
  z.strictObject({ type: z.literal('session-paused'), ...at, waiting: z.array(waitState) }),
  z.strictObject({
    type: z.literal('session-finished'),
    ...at,
    status: sessionStatus,
    /** One sentence. */
    summary: z.string(),
    exit_code: z.number().int(),
  }),
  z.strictObject({ type: z.literal('events-skipped'), ...at, count: z.number().int() }),
]);
export type ServiceEvent = z.infer<typeof serviceEvent>;
