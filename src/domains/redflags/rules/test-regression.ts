import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import type { TestReport } from '../../code/runners/test-runner.ts';
import { compareRuns } from '../../code/verify/compare.ts';
import { seenFailures, seenIncomplete } from '../../code/verify/seen.ts';

/** A test that passed before and does not pass on what the answer makes of the files. */
export function testRegression(options: {
  readonly before: TestReport;
  readonly after: TestReport;
  readonly flaky: ReadonlySet<string>;
  readonly step: Pick<StepBrief, 'promise' | 'mayBreak'>;
}): RedFlag[] {
  const { before, after, flaky, step } = options;
  if (!after.complete) {
    const reason = `The tests end with ${after.ending} before all have reported.`;
    return [{ rule: 'test-regression', reason, evidence: seenIncomplete(after).join('\n') }];
  }
  const { broken } = compareRuns({ before: before.cases, after: after.cases, flaky, step });
  const [first] = broken;
  if (first === undefined) return [];
  const more = broken.length > 1 ? ` and ${broken.length - 1} more` : '';
  const evidence = seenFailures('It broke', broken, after.cases).join('\n');
  return [{ rule: 'test-regression', reason: `It breaks ${first}${more}.`, evidence }];
}
