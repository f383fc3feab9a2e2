import * as z from 'zod';

/** Both sides of one file; null where it doesn't exist on that side. */
export const comparedFile = z.strictObject({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** True when the file isn't text: both sides are null and no editor may offer to edit it. */
  binary: z.boolean(),
});
export type ComparedFile = z.infer<typeof comparedFile>;

export const comparedFiles = z.strictObject({ session_id: z.string(), files: z.array(comparedFile) });
export type ComparedFiles = z.infer<typeof comparedFiles>;

/** What one class of answers to a step would change. */
export const candidateFiles = comparedFiles.extend({
  step_id: z.string(),
  label: z.string(),
  /** All labels of the step, the leading class first. */
  labels: z.array(z.string()),
  /** What was flagged while the step was solved, for comments beside the diff. */
  flags: z.array(
    z.strictObject({
      rule: z.string(),
      reason: z.string(),
      evidence: z.string().nullable(),
      sample: z.number().int(),
    }),
  ),
});
export type CandidateFiles = z.infer<typeof candidateFiles>;
