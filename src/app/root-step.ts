import type { StepSpec } from '../engine/flow/step-spec.ts';
import type { Json } from '../engine/json.ts';
import { ROOT_STEP, type StepInput } from '../engine/maker/maker-state.ts';

/** Returns the step that every session begins with: the task as the prompt says it. */
export function rootStep(prompt: string): StepSpec {
  const brief: StepInput['brief'] = {
    id: ROOT_STEP,
    title: prompt,
    description: prompt,
    kind: 'task',
    depth: 0,
    promise: { kind: 'none' },
    mayBreak: [],
    files: [],
  };
  const input = { brief, ancestors: [], index: 1, count: 1 } as unknown as Json;
  return { id: ROOT_STEP, dependsOn: [], graph: 'session', input };
}
