import type { StepBrief } from '../../../engine/maker/step.ts';
import type { TestFailure } from '../../../engine/ports/test-bench.ts';
import { isExitStatusId } from '../runners/verifier-case.ts';
import { ID_SEPARATOR } from '../runners/case-ids.ts';
import type { TestCase } from '../runners/test-runner.ts';
import { visibleText } from '../../folder/visible-text.ts';

/** Returns the failures of the promised tests, or all of them for a step that promises none. */
export function failuresOf(
  step: StepBrief,
  cases: readonly TestCase[],
  flaky: ReadonlySet<string>,
): TestFailure[] {
  const failing = cases.filter(({ id, outcome }) => outcome === 'fail' && !isExitStatusId(id));
  const { promise } = step;
  if (promise.kind !== 'tests') return failing.filter(({ id }) => !flaky.has(id)).map(failureOf);
  const concerns = (id: string) =>
    promise.tests.some((test) => id === test || id.startsWith(test + ID_SEPARATOR));
  return failing.filter(({ id }) => concerns(id)).map(failureOf);
}

/** Returns a failing case as agents see it; text from outside has its invisible characters shown. */
export function failureOf(testCase: TestCase): TestFailure {
  return {
    test: testCase.id,
    file: testCase.file,
    message: visibleText(testCase.message),
    ...(testCase.expected === undefined ? {} : { expected: visibleText(testCase.expected) }),
    ...(testCase.actual === undefined ? {} : { actual: visibleText(testCase.actual) }),
    frames: testCase.frames,
  };
}
