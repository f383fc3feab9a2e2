import { representative } from '../../engine/maker/vote/representative.ts';
import type { StepView } from './step-view.ts';

/** Returns the vote keys of a step's answers: the chosen one first, then by votes. */
export function answerKeys(step: StepView): string[] {
  const votes = new Map<string, number>();
  for (const { key } of step.samples) votes.set(key, (votes.get(key) ?? 0) + 1);
  const weight = (key: string): number => (key === step.winner ? Infinity : (votes.get(key) ?? 0));
  return [...step.labels.keys()].sort((a, b) => weight(b) - weight(a));
}

/** Returns the blob with the answer that stands for a class; a person's own edit stands for itself. Undefined where answers were not kept. */
export function answerValue(step: StepView, key: string): string | undefined {
  const { value = '' } = representative(step.samples, key) ?? {};
  return value === '' ? step.ownAnswers.get(key) : value;
}
