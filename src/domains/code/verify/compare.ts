import type { TestOutcome } from '../../../engine/maker/verification.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import { ID_SEPARATOR } from '../runners/case-ids.ts';
import { isExitStatusId } from '../runners/verifier-case.ts';
import type { TestCase } from '../runners/test-runner.ts';

export interface Comparison {
  readonly promised: readonly TestOutcome[];
  readonly broken: readonly string[];
  readonly fixed: readonly string[];
  readonly kept: number;
}

/** Compares two complete runs test by test. A test that passed before and is not there now is broken. */
export function compareRuns(options: {
  readonly before: readonly TestCase[];
  readonly after: readonly TestCase[];
  readonly flaky: ReadonlySet<string>;
  readonly step: Pick<StepBrief, 'promise' | 'mayBreak'>;
}): Comparison {
  const { before, after, flaky, step } = options;
  const now = new Map(after.map((testCase) => [testCase.id, testCase]));
  const mayBreak = new Set(step.mayBreak);
  const relied = before.filter(
    (was) => was.outcome === 'pass' && !flaky.has(was.id) && !mayBreak.has(was.id),
  );
  const lost = relied.filter((was) => !stillPasses(was.id, now)).map((was) => was.id);
  const above = failingAbove(before, after, relied).filter((id) => !mayBreak.has(id) && !flaky.has(id));
  const failedBefore = before.filter((was) => was.outcome === 'fail' && !flaky.has(was.id));
  return {
    promised: step.promise.kind === 'tests' ? step.promise.tests.map((id) => promisedOutcome(id, after)) : [],
    broken: [...new Set([...lost, ...above])],
    fixed: failedBefore
      .filter((was) => promisedOutcome(was.id, after).outcome === 'pass')
      .map((was) => was.id),
    kept: relied.length - lost.length,
  };
}

/** Returns how a promised test stands; a promised file passes when it loads and none of its tests fails. */
export function promisedOutcome(id: string, cases: readonly TestCase[]): TestOutcome {
  const own = cases.find((testCase) => testCase.id === id);
  if (own !== undefined)
    return { test: id, outcome: own.outcome, ...(own.message === '' ? {} : { message: own.message }) };
  const inside = cases.filter((testCase) => testCase.id.startsWith(id + ID_SEPARATOR));
  if (inside.length === 0) return { test: id, outcome: 'missing' };
  const failing = inside.find((testCase) => testCase.outcome === 'fail');
  if (failing) return { test: id, outcome: 'fail', message: `${failing.id}: ${failing.message}` };
  return { test: id, outcome: inside.some((testCase) => testCase.outcome === 'pass') ? 'pass' : 'skip' };
}

// The exit status is only listed when the tests do not explain it: its absence says nothing.
function stillPasses(id: string, now: ReadonlyMap<string, TestCase>): boolean {
  const outcome = now.get(id)?.outcome;
  return outcome === 'pass' || (outcome === undefined && isExitStatusId(id));
}

// A suite or file is a case only when a hook of its own fails: new failures above tests that passed are breakage.
function failingAbove(
  before: readonly TestCase[],
  after: readonly TestCase[],
  relied: readonly TestCase[],
): string[] {
  const known = new Set(before.map((testCase) => testCase.id));
  const fresh = after.filter((testCase) => testCase.outcome === 'fail' && !known.has(testCase.id));
  return fresh
    .filter(({ id }) => relied.some((was) => was.id.startsWith(id + ID_SEPARATOR)))
    .map(({ id }) => id);
}
