import type { StepBrief } from '../../../engine/maker/step.ts';
import type { Verification } from '../../../engine/maker/verification.ts';
import type { TreeId } from '../../../engine/ports/workspace.ts';
import { isExitStatusId } from '../runners/verifier-case.ts';
import type { TestCase, TestReport } from '../runners/test-runner.ts';
import { compareRuns } from './compare.ts';
import { seenFailures, seenIncomplete } from './seen.ts';
import { listed } from './verify-candidate.ts';

/** Returns the judgement on the accepted state as a whole: nothing that passed at the baseline may be broken. */
export function judgeWhole(options: {
  readonly step: StepBrief;
  readonly on: TreeId;
  readonly baseline: readonly TestCase[];
  readonly flaky: ReadonlySet<string>;
  readonly report: TestReport;
}): Verification {
  const { step, on, baseline, flaky, report } = options;
  const compared = compareRuns({ before: baseline, after: report.cases, flaky, step });
  const broken = [...compared.broken, ...newExitStatus(baseline, report.cases)];
  const missed = compared.promised.filter(({ outcome }) => outcome !== 'pass');
  const failed = !report.complete || broken.length > 0 || missed.length > 0;
  const failing = report.cases.filter(({ id, outcome }) => outcome === 'fail' && !flaky.has(id));
  const improves = compared.fixed.length > 0 || compared.promised.length > 0;
  return {
    verdict: failed ? 'failed' : improves ? 'passed' : 'unverified',
    summary: summary(report, broken, {
      missed: missed.map(({ test }) => test),
      failing: failing.length,
      ...compared,
    }),
    promised: compared.promised,
    broken,
    fixed: compared.fixed,
    kept: compared.kept,
    durationMs: report.durationMs,
    output: report.output,
    seen: failed
      ? [...(report.complete ? [] : seenIncomplete(report)), ...seenFailures('Broken:', broken, report.cases)]
      : [],
    on,
  };
}

// All tests pass, yet the verifier does not: what it checks besides was hidden by failing tests before.
function newExitStatus(baseline: readonly TestCase[], after: readonly TestCase[]): string[] {
  const fails = after.filter(({ id, outcome }) => isExitStatusId(id) && outcome === 'fail');
  return fails.filter(({ id }) => !baseline.some((was) => was.id === id)).map(({ id }) => id);
}

function summary(
  report: TestReport,
  broken: readonly string[],
  found: { missed: readonly string[]; fixed: readonly string[]; kept: number; failing: number },
): string {
  if (!report.complete) return `the verifier ended with ${report.ending} before it reported all tests`;
  if (broken.length > 0 && broken.every(isExitStatusId))
    return `all tests pass, but the ${listed(broken)} is not 0`;
  if (broken.length > 0) return `${listed(broken)} passed before and does not now`;
  if (found.missed.length > 0) return `${listed(found.missed)} does not pass`;
  const rest = found.failing === 0 ? 'none fails' : `${found.failing} still fail`;
  return `${found.fixed.length} fixed, ${found.kept} kept, ${rest}`;
}
