import type { Scratch } from '../../../engine/ports/workspace.ts';
import { runTests } from '../runners/run-tests.ts';
import { fileOfId } from '../runners/case-ids.ts';
import type { TestReport, TestRunner, TestSelection } from '../runners/test-runner.ts';
import { judged, type Expectations } from './expectations.ts';
import type { QuickRun, TrialPlan } from './trial.ts';

const LEAST_TIMEOUT_MS = 2_000;
const SLOWER_AT_MOST = 5;
/** A file that takes longer is asked for the targets alone. */
const QUICK_FILE_MS = 1_500;

/**
 * Returns how trials run: which selections of the target's files can be trusted is found by running them on the tree
 * as it is, since only runs that tell of the targets can decide on them.
 */
export async function planTrials(
  options: {
    readonly runner: TestRunner;
    readonly scratch: Scratch;
    readonly expected: Expectations;
    readonly timeoutMs: number;
  },
  signal: AbortSignal,
): Promise<TrialPlan> {
  const { runner, scratch, expected, timeoutMs } = options;
  const files = [...new Set([...expected.targets].map(fileOfId))];
  const quick: QuickRun[] = [];
  for (const file of runner.seesTests ? files : []) {
    const run = await quickRun({ file, runner, scratch, expected, timeoutMs }, signal);
    if (run === undefined) return { runner, expected, quick: [], wholeTimeoutMs: timeoutMs };
    quick.push(run);
  }
  return { runner, expected, quick, wholeTimeoutMs: timeoutMs };
}

async function quickRun(
  options: {
    readonly file: string;
    readonly runner: TestRunner;
    readonly scratch: Scratch;
    readonly expected: Expectations;
    readonly timeoutMs: number;
  },
  signal: AbortSignal,
): Promise<QuickRun | undefined> {
  const { file, runner, scratch, expected, timeoutMs } = options;
  const targets = [...expected.targets].filter((id) => fileOfId(id) === file);
  const attempt = async (selection: TestSelection): Promise<TestReport> =>
    runTests({ runner, scratch, selection, timeoutMs }, signal);
  const limit = (report: TestReport): number =>
    Math.min(timeoutMs, Math.max(LEAST_TIMEOUT_MS, SLOWER_AT_MOST * report.durationMs));
  const whole = await attempt({ files: [file] });
  const inFile = (id: string): boolean => fileOfId(id) === file;
  const trusted =
    whole.timedOut || (tells(whole, targets) && judged(whole, expected, inFile).broken.length === 0);
  if (!trusted) return undefined;
  if (!whole.timedOut && whole.durationMs <= QUICK_FILE_MS)
    return { selection: { files: [file] }, decides: inFile, timeoutMs: limit(whole) };
  const named = await attempt({ tests: targets });
  if (tells(named, targets) || named.timedOut)
    return { selection: { tests: targets }, decides: (id) => targets.includes(id), timeoutMs: limit(named) };
  return { selection: { files: [file] }, decides: inFile, timeoutMs: limit(whole) };
}

function tells(report: TestReport, targets: readonly string[]): boolean {
  const told = new Set(report.cases.map(({ id }) => id));
  return targets.every((id) => told.has(id));
}
