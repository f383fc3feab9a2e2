import type { TestCase, TestReport } from '../runners/test-runner.ts';

/** What a trial is judged by. */
export interface Expectations {
  readonly targets: ReadonlySet<string>;
  /** Tests that must go on passing. */
  readonly kept: ReadonlySet<string>;
  /** Tests that failed before. */
  readonly failing: ReadonlySet<string>;
}

/** Returns what is expected of a tree whose tests stood as `cases`. */
export function expectationsOf(options: {
  readonly cases: readonly TestCase[];
  readonly targets: readonly string[];
  readonly flaky: readonly string[];
  readonly mayBreak: readonly string[];
}): Expectations {
  const excused = new Set([...options.flaky, ...options.mayBreak, ...options.targets]);
  const withOutcome = (outcome: TestCase['outcome']) =>
    options.cases.filter((testCase) => testCase.outcome === outcome).map(({ id }) => id);
  return {
    targets: new Set(options.targets),
    kept: new Set(withOutcome('pass').filter((id) => !excused.has(id))),
    failing: new Set(withOutcome('fail')),
  };
}

/** What one run says of the expectations, as far as the tests in `scope` go. */
export interface Judgement {
  readonly targetsPass: boolean;
  readonly broken: readonly string[];
  readonly fixed: readonly string[];
}

/** Judges a run that was to hold the tests of `scope`: a test that is missing has not passed. */
export function judged(
  report: TestReport,
  expected: Expectations,
  scope: (id: string) => boolean,
): Judgement {
  const passed = new Set(report.cases.filter(({ outcome }) => outcome === 'pass').map(({ id }) => id));
  const scoped = (ids: ReadonlySet<string>) => [...ids].filter(scope);
  return {
    targetsPass: scoped(expected.targets).every((id) => passed.has(id)),
    broken: scoped(expected.kept).filter((id) => !passed.has(id)),
    fixed: scoped(expected.failing).filter((id) => passed.has(id)),
  };
}
