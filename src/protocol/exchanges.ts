import * as z from 'zod';

/** How a request to a model ended. */
export const exchangeOutcome = z.enum(['answered', 'cut-off', 'refused', 'failed', 'cancelled']);
export type ExchangeOutcome = z.infer<typeof exchangeOutcome>;

/** One request to a model as lists show it. */
export const exchangeRow = z.strictObject({
  /** Its place in the session's record, from 1. */
  number: z.number().int(),
  /** When it was sent, in ISO 8601. */
  at: z.string(),
  /** `plan`, `race`, `critique`, `aside` or `probe`; null when nobody said. */
  purpose: z.string().nullable(),
  step_id: z.string().nullable(),
  role: z.string().nullable(),
  /** Counts the samples of a step from 0. */
  sample: z.number().int().nullable(),
  provider: z.string(),
  /** The model that was asked for. */
  model: z.string(),
  /** The model as the server named it; null when it did not answer. */
  answered_by: z.string().nullable(),
  /** Counts the requests that were made for one answer, from 1. */
  attempt: z.number().int(),
  waited_ms: z.number(),
  latency_ms: z.number(),
  /** Null when no answer came. */
  input_tokens: z.number().int().nullable(),
  cached_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable(),
  /** Null when the price is not known, or no answer came. */
  cost_usd: z.number().nullable(),
  outcome: exchangeOutcome,
  /** Why it failed, in one sentence; else null. */
  problem: z.string().nullable(),
  /** Red flags that were raised against its answer, by rule; null where it was no vote. */
  red_flags: z.array(z.string()).nullable(),
});
export type ExchangeRow = z.infer<typeof exchangeRow>;

export interface ExchangesQuery {
  readonly sessionId: string;
  readonly stepId?: string | undefined;
  /** Only what was not answered in full. */
  readonly failed?: boolean | undefined;
  /** The page ends before this number; default: at the newest. */
  readonly before?: number | undefined;
  /** The page begins after this number; wins over `before`. */
  readonly after?: number | undefined;
  /** At most 200. */
  readonly limit: number;
}

export const exchangePage = z.strictObject({
  session_id: z.string(),
  /** In the order in which they ended. */
  rows: z.array(exchangeRow),
  /** Of the whole record, whatever was asked for. */
  total: z.number().int(),
  /** What to pass as `before` for the page before this one; null when there is none. */
  earlier: z.number().int().nullable(),
  /** What to pass as `after` for what comes next. */
  latest: z.number().int(),
  /** False where the session's configuration switches the record off. */
  recording: z.boolean(),
});
export type ExchangePage = z.infer<typeof exchangePage>;

/** One request in full. */
export const exchangeDetail = z.strictObject({
  session_id: z.string(),
  row: exchangeRow,
  base_url: z.string(),
  parameters: z.strictObject({
    max_tokens: z.number(),
    temperature: z.number().nullable(),
    seed: z.number().nullable(),
    /** Name of the JSON schema that the answer was held to. */
    schema: z.string().nullable(),
    /** Left out because the model refuses them. */
    dropped: z.array(z.string()),
  }),
  /** What all samples of the step were told. */
  messages: z.array(z.strictObject({ role: z.string(), text: z.string(), file: z.string().nullable() })),
  /** What this sample alone was told; it ended the last message. Empty for nothing. */
  variation: z.string(),
  variation_file: z.string().nullable(),
  /** Null when no answer came. */
  answer: z.string().nullable(),
  /** Of further choices, where one request asked for several. */
  other_answers: z.array(z.string()),
  answer_file: z.string().nullable(),
  /** The finish as the server named it. */
  finish: z.string().nullable(),
  request_id: z.string().nullable(),
  error_code: z.string().nullable(),
  /** Of HTTP. */
  status: z.number().int().nullable(),
  /** The folder of the session's record. */
  record: z.string(),
});
export type ExchangeDetail = z.infer<typeof exchangeDetail>;
