import type { StepBrief } from '../../engine/maker/step.ts';
import type { Verification } from '../../engine/maker/verification.ts';
import type { AnalysisDesk } from './analysis-desk.ts';
import type { ReportCheck } from './report/check-report.ts';

export interface ReportToVerify {
  readonly text: string;
  readonly step: StepBrief;
  /** The accepted state it was made from. */
  readonly on: string;
}

/** Checks the report with what the step adds: that it is well formed. What it says was chosen by votes, and is not checked. */
export async function verifyReport(
  desk: AnalysisDesk,
  { text, step, on }: ReportToVerify,
): Promise<Verification> {
  const promised = step.promise.kind === 'tests' ? step.promise.tests : [];
  const check = await desk.check(text, promised);
  const [problem] = check.problems;
  const lacking = new Set(promised.filter((test) => check.lacking.includes(test)));
  return {
    verdict: problem === undefined ? 'passed' : 'failed',
    summary: problem ?? summaryOf(check, desk.layout.isProse),
    promised: promised.map((test) => ({ test, outcome: lacking.has(test) ? 'missing' : 'pass' })),
    broken: [],
    fixed: [],
    kept: check.sections,
    durationMs: 0,
    output: check.problems.join('\n'),
    seen: check.problems,
    on,
  };
}

function summaryOf({ sections, links }: ReportCheck, isProse: boolean): string {
  const parts = `${sections} ${isProse ? 'section' : 'row'}${sections === 1 ? '' : 's'}`;
  if (!isProse) return `The table is well formed with ${parts}; its labels were voted on, not checked.`;
  const found = links === 0 ? '' : `, ${links} ${links === 1 ? 'link resolves' : 'links resolve'}`;
  return `The report is well formed with ${parts}${found}; what it says was voted on, not checked.`;
}
