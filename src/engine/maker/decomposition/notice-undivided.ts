import type { StepSpec } from '../../flow/step-spec.ts';
import type { MakerContext } from '../maker-task.ts';

/**
 * Before the first step is solved: says in an event when agents were to split the task and nothing was split. The method rests
 * on small steps, and a plan of one step looks like any other plan.
 */
export function noticeUndivided(context: MakerContext, steps: readonly StepSpec[]): void {
  const { session, environment } = context;
  const [only] = steps;
  if (environment.agents.decomposition === undefined || only === undefined) return;
  if (steps.length > 1 || only.graph === 'composite') return;
  const { split, noticed, steps: before } = session.decomposition;
  if (split > 0 || noticed) return;
  context.record({ type: 'nothing-decomposed', steps: before + 1 });
}
