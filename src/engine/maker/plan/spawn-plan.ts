import type { StepSpec } from '../../flow/step-spec.ts';
import type { Json } from '../../json.ts';
import type { StepInput } from '../maker-state.ts';
import { ROOT_STEP } from '../maker-state.ts';
import type { MakerContext } from '../maker-task.ts';
import type { Plan, PlannedStep, StepBrief } from '../step.ts';

/** Returns the plan's steps as children of this step, each a leaf or to be decomposed further. */
export function spawnPlan(context: MakerContext, plan: Plan): StepSpec[] {
  const prefix = context.stepId === ROOT_STEP ? '' : `${context.stepId}.`;
  const idOf = (index: number): string => `${prefix}${index + 1}`;
  const { brief, ancestors } = context.data.input;
  return plan.steps.map((planned, index) => {
    const child = briefOf(planned, idOf(index), brief.depth + 1);
    const input: StepInput = {
      brief: child,
      ancestors: [...ancestors, brief.title],
      index: index + 1,
      count: plan.steps.length,
    };
    return {
      id: child.id,
      dependsOn: planned.dependsOn.map(idOf),
      graph: mayDecompose(context, child) ? 'composite' : 'leaf',
      input: input as unknown as Json,
    };
  });
}

function briefOf(planned: PlannedStep, id: string, depth: number): StepBrief {
  const { title, description, kind, promise, mayBreak, files, filesAreHints } = planned;
  const hints = filesAreHints === true ? { filesAreHints } : {};
  return { id, title, description, kind, depth, promise, mayBreak, files, ...hints };
}

/** MU-07: only so deep, only what is described at some length, and only what its domain does not call atomic. */
function mayDecompose(context: MakerContext, step: StepBrief): boolean {
  const { maxDecompositionDepth, minWords } = context.environment.settings;
  const words = step.description.split(/\s+/).filter((word) => word !== '').length;
  if (step.depth >= maxDecompositionDepth || words < minWords) return false;
  return !context.environment.domain.isAtomic(step);
}
