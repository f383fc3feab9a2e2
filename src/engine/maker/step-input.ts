import { isRecord, type Json } from '../json.ts';
import { ROOT_STEP, type StepInput } from './maker-state.ts';

/** Returns what a step was given, with the defaults of a compact input (title, index, count) filled in from its parent. */
export function stepInputOf(input: Json, parent?: StepInput): StepInput {
  if (!isRecord(input) || 'brief' in input) return input as unknown as StepInput;
  const title = String(input['title'] ?? '');
  const index = Number(input['index'] ?? 1);
  return {
    brief: {
      id: lazyStepId(index, parent?.brief.id),
      title,
      description: title,
      kind: 'move',
      depth: (parent?.brief.depth ?? 0) + 1,
      promise: { kind: 'none' },
      mayBreak: [],
      files: [],
    },
    ancestors: parent === undefined ? [] : [...parent.ancestors, parent.brief.title],
    index,
    count: Number(input['count'] ?? 1),
  };
}

/** Returns the id of a lazily planned step, as a listed plan would number it. */
export function lazyStepId(index: number, parent: string | undefined): string {
  return parent === undefined || parent === ROOT_STEP ? String(index) : `${parent}.${index}`;
}
