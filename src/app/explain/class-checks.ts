import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { VoteExplanation } from '../../protocol/explanation.ts';
import { classLabel } from '../view/step-summary.ts';
import type { StepView } from '../view/step-view.ts';

/** Returns what checking each class of the race gave before its votes were counted, in the order they appeared. */
export function classChecks(step: StepView, samples: readonly SampleRecord[]): VoteExplanation['checks'] {
  const keys = [...new Set(samples.map(({ key }) => key))];
  return keys.flatMap((key) => {
    const checked = step.verified.get(key);
    if (checked === undefined) return [];
    const { verdict, summary, broken } = checked;
    return [{ label: classLabel(step, key), verdict, summary, broken: [...broken] }];
  });
}
