import * as z from 'zod';

/** A value with the interval that holds it nine times out of ten. */
export const interval = z.strictObject({ mean: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof interval>;

/** Null where no k is enough. */
const leastK = z.number().int().nullable();

/** What a session has shown of its steps so far, and what follows of its rest; see docs/maker.md, "Estimates". */
export const sessionEstimates = z.strictObject({
  rule: z.enum(['ahead-by-k', 'first-to-k']),
  /** In force for the steps to come. */
  k: z.number().int(),
  /** It follows the estimates. */
  adaptive_k: z.boolean(),
  /** The chance of success that is wanted. */
  target_success: z.number(),
  classes: z.array(
    z.strictObject({
      /** Kind of the steps. */
      kind: z.string(),
      /** Races that p and v rest on. */
      races: z.number().int(),
      /** Steps that are planned and have not ended. */
      remaining: z.number().int(),
      /** The chance that a valid vote is right. */
      p: interval,
      /** The chance that a sample is a valid vote. */
      v: interval,
      /** How many times as often as independent votes would wrong answers are repeated; left out unless that was noticed. */
      repeated: z.number().optional(),
    }),
  ),
  /** What is planned and has not ended, with the k in force. */
  rest: z.strictObject({
    steps: z.number().int(),
    /** The least k for the wanted success; `high` is what the lower end of p asks for. */
    needed_k: z.strictObject({ mean: leastK, low: leastK, high: leastK }),
    success: interval,
    samples: interval,
    tokens: interval,
    /** Null when some price is unknown. */
    cost_usd: interval.nullable(),
    duration_ms: interval,
  }),
});
export type SessionEstimates = z.infer<typeof sessionEstimates>;
