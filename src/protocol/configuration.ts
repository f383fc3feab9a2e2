import * as z from 'zod';

/** One thing the doctor looked at. */
export const finding = z.strictObject({
  /** `key`, `verifier`, `git`, `templates`, `trust`, `store`, `configuration`, … */
  id: z.string(),
  state: z.enum(['good', 'warning', 'bad']),
  /** One sentence. */
  sentence: z.string(),
  /** What would mend it; null when nothing need or can be done here. */
  remedy: z
    .enum([
      'set-api-key',
      'choose-model',
      'open-configuration',
      'create-template',
      'trust-workspace',
      'open-settings',
      'show-log',
      'open-verifier-help',
    ])
    .nullable(),
  /** What the remedy acts on: a path, a provider; null when it needs nothing. */
  subject: z.string().nullable(),
});
export type Finding = z.infer<typeof finding>;

/** Something wrong in a microfactory.yaml; lines and columns count from 0. */
export const configurationProblem = z.strictObject({
  severity: z.enum(['error', 'warning']),
  /** One sentence. */
  message: z.string(),
  range: z.strictObject({
    start_line: z.number().int(),
    start_column: z.number().int(),
    end_line: z.number().int(),
    end_column: z.number().int(),
  }),
  /** `missing-template` carries the absolute path to create in `subject`. */
  code: z.enum(['syntax', 'schema', 'missing-template', 'unknown-domain', 'other']),
  subject: z.string().nullable(),
});
export type ConfigurationProblem = z.infer<typeof configurationProblem>;

export const promptPreview = z.strictObject({
  role: z.string(),
  /** Where the template came from: an absolute path, or `built in`, or `inline`. */
  source: z.string(),
  system: z.string(),
  user: z.string(),
});
export type PromptPreview = z.infer<typeof promptPreview>;
