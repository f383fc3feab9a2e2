import type { Plan, StepPromise } from '../step.ts';

/** Returns the plan as a discriminator sees it: its steps, one a line, with what they promise. */
export function describePlan(plan: Plan): string {
  return plan.steps
    .map((step, index) => {
      const after =
        step.dependsOn.length > 0 ? ` (after ${step.dependsOn.map((other) => other + 1).join(', ')})` : '';
      return `${index + 1}. ${step.title}${after}: ${step.description} Promise: ${describePromise(step.promise).join('; ') || 'none'}.`;
    })
    .join('\n');
}

/** Returns a promise in words, one entry for each thing promised; empty when nothing is. */
export function describePromise(promise: StepPromise): string[] {
  if (promise.kind === 'tests') return [...promise.tests];
  return promise.kind === 'command' ? [promise.argv.join(' ')] : [];
}
