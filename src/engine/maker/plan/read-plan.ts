import { createHash } from 'node:crypto';
import { parseJson } from '../../json.ts';
import type { Reading } from '../red-flag.ts';
import type { Plan } from '../step.ts';
import { planFrom } from './plan-schema.ts';

/** Reads a decomposer's answer: JSON by the schema, alone or in one fence. Anything else is a red flag, never repaired. */
export function readPlan(text: string): Reading<Plan> {
  const value = parseJson(unfenced(text));
  if (value === undefined) return flagged('plan-format', 'The plan is not JSON.', text);
  const plan = planFrom(value);
  return typeof plan === 'string'
    ? flagged('plan-schema', `The plan does not fit its schema: ${plan}`, text)
    : { ok: true, value: plan };
}

/** Two plans are the same when they promise the same, in the same order, whatever their words. */
export function planKey(plan: Plan): string {
  const essence = plan.steps.map((step) => [
    step.promise,
    [...step.mayBreak].sort(),
    [...step.dependsOn].sort(),
    step.promise.kind === 'none' ? normalised(step.title) : '',
  ]);
  return createHash('sha256').update(JSON.stringify(essence)).digest('hex');
}

function normalised(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The text of the only fence, or the text itself. */
function unfenced(text: string): string {
  const fence = /^```[a-z]*\r?\n([\s\S]*?)\r?\n```$/.exec(text.trim());
  return fence?.[1] ?? text;
}

function flagged(rule: string, reason: string, text: string): Reading<Plan> {
  return { ok: false, flags: [{ rule, reason, evidence: text.slice(0, 500) }] };
}
