import type { Trial, TrialVerdict } from '../../../engine/ports/test-bench.ts';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import { runTests } from '../runners/run-tests.ts';
import type { TestReport, TestRunner, TestSelection } from '../runners/test-runner.ts';
import { judged, type Expectations } from './expectations.ts';

/** One quick run that a trial begins with: what to run, which tests it decides on, how long it may take. */
export interface QuickRun {
  readonly selection: TestSelection;
  readonly decides: (test: string) => boolean;
  readonly timeoutMs: number;
}

export interface TrialPlan {
  readonly runner: TestRunner;
  readonly expected: Expectations;
  /** Empty when nothing less than the whole verifier says anything. */
  readonly quick: readonly QuickRun[];
  readonly wholeTimeoutMs: number;
}

/** Runs the target's own files first and everything only when they pass; ends at the first sure failure. */
export async function runTrial(options: {
  readonly plan: TrialPlan;
  readonly scratch: Scratch;
  /** Lays the tree out anew, with the edit: what quick runs left behind must not decide. */
  readonly renew: () => Promise<void>;
  readonly signal: AbortSignal;
}): Promise<Omit<Trial, 'durationMs'>> {
  const { plan, scratch, signal } = options;
  for (const { selection, decides, timeoutMs } of plan.quick) {
    const report = await runTests({ runner: plan.runner, scratch, selection, timeoutMs }, signal);
    const failure = failed(report, plan.expected, decides);
    if (failure !== undefined) return failure;
  }
  if (plan.quick.length > 0) await options.renew();
  const report = await runTests({ runner: plan.runner, scratch, timeoutMs: plan.wholeTimeoutMs }, signal);
  const failure = failed(report, plan.expected, () => true);
  const { fixed } = judged(report, plan.expected, () => true);
  if (failure !== undefined) return failure;
  return report.complete
    ? { verdict: 'passes', fixed, broken: [] }
    : { verdict: 'broken', fixed: [], broken: [] };
}

function failed(
  report: TestReport,
  expected: Expectations,
  decides: (test: string) => boolean,
): Omit<Trial, 'durationMs'> | undefined {
  const { targetsPass, broken, fixed } = judged(report, expected, decides);
  const verdict: TrialVerdict | undefined = report.timedOut
    ? 'timed-out'
    : !targetsPass
      ? report.complete && report.cases.length > 0
        ? 'target-fails'
        : 'broken'
      : broken.length > 0
        ? 'breaks-others'
        : undefined;
  return verdict === undefined ? undefined : { verdict, fixed, broken };
}
