import * as z from 'zod';

/** What running the two leading answers on inputs told: an input for which they differ, or why there is none. */
export const distinction = z.strictObject({
  /** The classes of the two that were run. */
  one: z.string(),
  other: z.string(),
  /** `round(-2.5) of src/round.js`; null where nothing tells them apart. */
  input: z.string().nullable(),
  /** What the one and the other make of it; null where nothing tells them apart. */
  outcomes: z.tuple([z.string(), z.string()]).nullable(),
  /** All of it in one sentence. */
  sentence: z.string(),
});
export type Distinction = z.infer<typeof distinction>;
