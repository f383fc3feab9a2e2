import { MicrofactoryError } from '../../../engine/error.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import { withoutTests, type TestOutcome, type Verification } from '../../../engine/maker/verification.ts';
import type { Scratch, TreeId } from '../../../engine/ports/workspace.ts';
import type { TestReport } from '../runners/test-runner.ts';
import { outcomesDigest } from './outcomes-digest.ts';
import { compareRuns, promisedOutcome, type Comparison } from './compare.ts';
import { seenFailures, seenIncomplete } from './seen.ts';

export interface Verifying {
  readonly step: StepBrief;
  /** The accepted tree that things are compared with. */
  readonly on: TreeId;
  /** How the accepted tree stands. */
  readonly before: TestReport;
  readonly flaky: ReadonlySet<string>;
  readonly scratch: Scratch;
  /** Runs the whole verifier in the scratch folder. */
  run(): Promise<TestReport>;
  /** Lays the candidate's files out anew in the scratch folder. */
  reset(): Promise<void>;
  /** Runs the command that the step promises; undefined for other promises. */
  runPromise?(): Promise<{ readonly passed: boolean; readonly said: string }>;
}

/** The check of one candidate, with the run that it rests on. */
export interface Verified {
  readonly verification: Verification;
  readonly report: TestReport;
}

/** Runs the whole verifier on a candidate's files and compares test by test with the accepted state. */
export async function verifyCandidate(verifying: Verifying): Promise<Verified> {
  const report = await verifying.run();
  const { step, before, flaky } = verifying;
  const comparison = compareRuns({ before: before.cases, after: report.cases, flaky, step });
  const steadied = await withFlakyPromisesRerun(verifying, comparison);
  const command = report.complete ? await verifying.runPromise?.() : undefined;
  const promised = command === undefined ? steadied : [...steadied, commandOutcome(step, command)];
  return { verification: judged(verifying, report, { ...comparison, promised }), report };
}

// Only a test that is known to be flaky gets a second chance: for all others a failure is a failure.
async function withFlakyPromisesRerun(
  verifying: Verifying,
  comparison: Comparison,
): Promise<readonly TestOutcome[]> {
  const unsteady = comparison.promised.filter(
    ({ test, outcome }) => outcome !== 'pass' && verifying.flaky.has(test),
  );
  if (unsteady.length === 0 || comparison.broken.length > 0) return comparison.promised;
  await verifying.reset();
  const again = await verifying.run();
  return comparison.promised.map((outcome) =>
    unsteady.includes(outcome) ? promisedOutcome(outcome.test, again.cases) : outcome,
  );
}

function commandOutcome(step: StepBrief, command: { passed: boolean; said: string }): TestOutcome {
  const test = step.promise.kind === 'command' ? step.promise.argv.join(' ') : '';
  return command.passed
    ? { test, outcome: 'pass' }
    : { test, outcome: 'fail', message: command.said.slice(-1500) };
}

function judged({ step, on, flaky }: Verifying, report: TestReport, comparison: Comparison): Verification {
  const missed = comparison.promised.filter(({ outcome }) => outcome !== 'pass');
  const failed = !report.complete || missed.length > 0 || comparison.broken.length > 0;
  const checkable = step.promise.kind !== 'none' && comparison.promised.length > 0;
  return {
    verdict: failed ? 'failed' : checkable ? 'passed' : 'unverified',
    summary: summary(report, comparison, missed),
    promised: comparison.promised,
    broken: comparison.broken,
    fixed: comparison.fixed,
    kept: comparison.kept,
    durationMs: report.durationMs,
    output: report.output,
    seen: failed ? seen(report, comparison, missed) : [],
    // What breaks off says nothing of the tests after it.
    ...(report.complete && { outcomes: outcomesDigest(report.cases, flaky) }),
    on,
  };
}

function summary(report: TestReport, comparison: Comparison, missed: readonly TestOutcome[]): string {
  if (!report.complete) return `the verifier ended with ${report.ending} before it reported all tests`;
  if (comparison.broken.length > 0) return `breaks ${listed(comparison.broken)}`;
  if (missed.length > 0) return `${listed(missed.map(({ test }) => test))} still does not pass`;
  const promised = comparison.promised.length;
  return `${promised > 0 ? `${promised} promised pass, ` : ''}${comparison.kept} kept`;
}

/** Returns the first three names, and how many more there are. */
export function listed(ids: readonly string[]): string {
  const more = ids.length > 3 ? ` and ${ids.length - 3} more` : '';
  return `${ids.slice(0, 3).join(', ')}${more}`;
}

function seen(report: TestReport, comparison: Comparison, missed: readonly TestOutcome[]): string[] {
  const incomplete = report.complete ? [] : seenIncomplete(report);
  const broken = seenFailures('It broke', comparison.broken, report.cases);
  const still = missed.map(({ test }) => test);
  const commands = missed.filter(({ test }) => !report.cases.some((known) => known.id.startsWith(test)));
  const said = commands.flatMap(({ test, message }) =>
    message === undefined ? [] : [`${test} said: ${message}`],
  );
  return [...incomplete, ...broken, ...seenFailures('Still failing:', still, report.cases), ...said];
}

/** Returns the verification of a candidate whose files changed meanwhile in a way that cannot be merged. */
export function conflictVerification(on: TreeId, conflicts: readonly string[]): Verification {
  const sentence = `${listed(conflicts)} changed meanwhile in the accepted state, in the same lines`;
  const seen = [`The earlier answer no longer applies: ${sentence}. Work from the files as they are now.`];
  return withoutTests({ verdict: 'failed', summary: sentence, seen, on });
}

/** Returns the error of accepting such a candidate. */
export function conflictError(conflicts: readonly string[]): MicrofactoryError {
  return new MicrofactoryError({
    code: 'conflict',
    message: `The candidate cannot be accepted: ${listed(conflicts)} changed meanwhile in the same lines; ask for more samples of its step.`,
    data: { conflicts },
  });
}
