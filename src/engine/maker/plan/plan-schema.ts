import { z } from 'zod';
import type { Plan } from '../step.ts';

const promise = z
  .union([
    z.strictObject({ tests: z.array(z.string().min(1)).min(1) }),
    z.strictObject({ command: z.array(z.string().min(1)).min(1) }),
  ])
  .nullable()
  .default(null);

const step = z.strictObject({
  title: z.string().min(1).max(200),
  description: z.string().min(1).max(4000),
  kind: z.string().min(1).max(40).default('edit'),
  promise,
  may_break: z.array(z.string()).default([]),
  files: z.array(z.string()).default([]),
  depends_on: z.array(z.number().int().min(0)).default([]),
});

const planAnswer = z.strictObject({ steps: z.array(step).min(1).max(200) });

/** The JSON schema that a decomposition must follow, for prompts and for providers that can hold a model to one. */
export const PLAN_JSON_SCHEMA: Readonly<Record<string, unknown>> = z.toJSONSchema(planAnswer, {
  io: 'input',
});

/** Returns the plan, or one sentence saying what does not fit the schema. */
export function planFrom(value: unknown): Plan | string {
  const parsed = planAnswer.safeParse(value);
  if (!parsed.success) return firstIssue(parsed.error);
  const { steps } = parsed.data;
  const forward = steps.findIndex((each, index) => each.depends_on.some((other) => other >= index));
  if (forward >= 0) return `Step ${forward} depends on itself or on a later step.`;
  return { steps: steps.map(planned) };
}

function planned(raw: z.infer<typeof step>): Plan['steps'][number] {
  return {
    title: raw.title,
    description: raw.description,
    kind: raw.kind,
    promise: promiseOf(raw.promise),
    mayBreak: raw.may_break,
    files: raw.files,
    dependsOn: raw.depends_on,
  };
}

function promiseOf(raw: z.infer<typeof promise>): Plan['steps'][number]['promise'] {
  if (raw === null) return { kind: 'none' };
  return 'tests' in raw ? { kind: 'tests', tests: raw.tests } : { kind: 'command', argv: raw.command };
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join('.') || 'the answer'}: ${issue?.message ?? 'does not fit the schema'}`;
}
