import type { TestCase, TestReport } from '../runners/test-runner.ts';
import { cut } from '../runners/output.ts';

const MAX_TESTS = 6;
const MAX_MESSAGE = 600;

/** Returns what the next attempt should be told: the messages of the tests concerned, capped. */
export function seenFailures(label: string, ids: readonly string[], cases: readonly TestCase[]): string[] {
  const told = ids.slice(0, MAX_TESTS).map((id) => {
    const testCase =
      cases.find((known) => known.id === id) ??
      cases.find((known) => known.id.startsWith(`${id} ›`) && known.outcome === 'fail');
    const where = testCase?.frames[0] ? ` (at ${testCase.frames[0].path}:${testCase.frames[0].line})` : '';
    return `${label} ${id}${where}: ${cut(testCase?.message || 'it was not run', MAX_MESSAGE)}`;
  });
  return ids.length > MAX_TESTS ? [...told, `${label} ${ids.length - MAX_TESTS} more tests.`] : told;
}

/** Returns what is to be said of a run that did not report all of its tests. */
export function seenIncomplete(report: TestReport): string[] {
  const said = cut(report.output.trim(), 2 * MAX_MESSAGE);
  return [`The verifier ended with ${report.ending} before it reported all tests: ${said}`];
}
