import * as z from 'zod';
import { distinction } from './distinction.ts';

/** Answers that one tier sees as the same. */
const tierClass = z.strictObject({
  /** The class that the race counted them in. */
  label: z.string(),
  /** Numbers of samples, from 1. */
  samples: z.array(z.number().int()),
});

export const voteTier = z.strictObject({
  /** `raw` (the reply, word for word), then the tiers of docs/candidates.md; `answer` where a domain has no tiers. */
  tier: z.string(),
  /** The tier whose classes the race counted. */
  counted: z.boolean(),
  /** The class of the leading answer first. */
  classes: z.array(tierClass),
});
export type VoteTier = z.infer<typeof voteTier>;

/** Why a step's vote stands as it does: who agrees at which tier, and how the others differ. */
export const voteExplanation = z.strictObject({
  session_id: z.string(),
  step_id: z.string(),
  title: z.string(),
  /** From 1: the attempt that is explained, the last one that has samples. */
  attempt: z.number().int(),
  /** `3 of 4 agree: same syntax; 1 differs.` */
  sentence: z.string(),
  tiers: z.array(voteTier),
  /** What the answers of a contested race were run on, or why they were not; absent where that was no question. */
  behaviour: z.string().optional(),
  /** The leading answer against each other one, as a unified diff; empty where answers can't be read here. */
  differences: z.array(z.strictObject({ one: z.string(), other: z.string(), diff: z.string() })),
  /** What told the leading answers apart when they were run on inputs, or why nothing did; empty where none were looked for. */
  distinctions: z.array(distinction),
  /** Which models gave each class its votes; absent where one model gave all. */
  models: z
    .array(
      z.strictObject({
        label: z.string(),
        votes: z.array(z.strictObject({ model: z.string(), count: z.number().int() })),
      }),
    )
    .optional(),
  /** What checking each class gave before its votes were counted; empty where nothing competed. */
  checks: z.array(
    z.strictObject({
      label: z.string(),
      verdict: z.enum(['passed', 'failed', 'unverified']),
      /** `2 promised pass, 31 kept` */
      summary: z.string(),
      /** Tests that passed before and fail with it. */
      broken: z.array(z.string()),
    }),
  ),
  /** What the repository's own formatter did for the files of the answers; empty where it has none for them. */
  formatting: z.array(
    z.strictObject({
      /** The classes of which it is said. */
      labels: z.array(z.string()),
      path: z.string(),
      formatter: z.string(),
      /** Why the file is compared without it: an id of docs/candidates.md. */
      refusal: z.string().optional(),
      sentence: z.string(),
    }),
  ),
  flagged: z.array(
    z.strictObject({
      sample: z.number().int(),
      rule: z.string(),
      reason: z.string(),
      evidence: z.string().optional(),
    }),
  ),
  /** Numbers of samples that brought no answer at all. */
  unanswered: z.array(z.number().int()),
});
export type VoteExplanation = z.infer<typeof voteExplanation>;
