import type { StepContext } from './domain.ts';
import type { MakerContext } from './maker-task.ts';

/** Returns the step with its place in the plan and what was learnt so far, as domains and agents see it. */
export function stepContext(context: MakerContext): StepContext {
  const { input, feedback } = context.data;
  const siblings = [...(context.parentData?.children ?? [])]
    .filter(([id]) => id !== context.stepId)
    .map(([, sibling]) => sibling);
  const { brief, ancestors, index, count } = input;
  const parts = [...context.data.children.values()];
  const place = { ancestors, index, count, siblings, ...(parts.length > 0 && { parts }) };
  const { evidenceShare } = context.data;
  return { step: brief, place, feedback, ...(evidenceShare !== undefined && { evidenceShare }) };
}
