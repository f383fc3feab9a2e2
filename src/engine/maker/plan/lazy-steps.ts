import type { StepSpec } from '../../flow/step-spec.ts';
import type { LazyStep } from '../direct-steps.ts';
import type { MakerContext } from '../maker-task.ts';
import { lazyStepId } from '../step-input.ts';

/** Returns the domain's first steps as children of this one; undefined when the domain lists its plans. */
export function firstSteps(context: MakerContext): StepSpec[] | undefined {
  const steps = context.environment.domain.direct?.first();
  return steps === undefined ? undefined : lazySteps(context, steps, context.stepId);
}

/** Returns the steps that follow this one now that its candidate is accepted; none when the domain lists its plans. */
export function followingSteps(context: MakerContext, state: string): StepSpec[] {
  const steps = context.environment.domain.direct?.next(state, context.data.input) ?? [];
  return lazySteps(context, steps, context.parentId);
}

function lazySteps(
  context: MakerContext,
  steps: readonly LazyStep[],
  parent: string | undefined,
): StepSpec[] {
  if (steps.length === 0) return [];
  const graph = decidesAtOnce(context) ? 'race' : 'leaf';
  return steps.map(({ title, index, count }) => ({
    id: lazyStepId(index, parent),
    dependsOn: [],
    graph,
    input: { title, index, count },
  }));
}

/** A race takes no turn of the event loop when its agent computes its answers, unless a person wants to see every step. */
function decidesAtOnce({ environment }: MakerContext): boolean {
  return environment.settings.ask !== 'every' && environment.agents.solver?.proposeNow !== undefined;
}
