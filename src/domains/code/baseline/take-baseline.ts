import type { DomainSettings } from '../../../engine/maker/domain.ts';
import type { Scratch, SessionWorkspace } from '../../../engine/ports/workspace.ts';
import { createRunner } from '../runners/create-runner.ts';
import { runTests } from '../runners/run-tests.ts';
import type { TestCase, TestReport } from '../runners/test-runner.ts';
import { viewOfTree } from '../../folder/folder-view.ts';
import { verifierProblem } from '../verifier/verifier-problem.ts';
import type { Verifier } from '../verifier/verifier.ts';
import type { BaselineData } from './baseline-data.ts';
import { runProbe } from './run-probe.ts';

export interface BaselineOptions {
  readonly workspace: SessionWorkspace;
  readonly verifier: Verifier;
  readonly settings: DomainSettings;
  readonly signal: AbortSignal;
  progress(sentence: string): void;
}

/** What a baseline found, with whether the probe could tell that the verifier sees the session's copy. */
export interface TakenBaseline {
  readonly data: BaselineData;
  readonly probed: boolean;
}

/** Runs the verifier twice on the files as they were, and a third time on broken ones; throws `verifier`. */
export async function takeBaseline(options: BaselineOptions): Promise<TakenBaseline> {
  const { workspace, signal } = options;
  const scratch = await workspace.lease(workspace.base, signal);
  try {
    return await measured(options, scratch);
  } finally {
    await scratch.release();
  }
}

async function measured(options: BaselineOptions, scratch: Scratch): Promise<TakenBaseline> {
  const { workspace, verifier, progress } = options;
  const run = () => oneRun(options, scratch);
  progress(`Running ${verifier.shown} to see how things stand`);
  const first = checked(await run(), options);
  progress(`Running ${verifier.shown} again to know its flaky tests`);
  await scratch.reset(workspace.base);
  const second = checked(await run(), options);
  const flaky = differing(first.cases, second.cases);
  const cases = together(first.cases, second.cases, flaky);
  progress(`Breaking a file in the session's copy to prove that ${verifier.shown} sees it`);
  const view = await viewOfTree(workspace, workspace.base);
  const tree = workspace.base;
  const probe = await runProbe({ scratch, tree, view, verifier, cases, flaky: new Set(flaky), run });
  const durationMs = second.durationMs;
  const data = { version: 1 as const, tree, verifier, cases, flaky, probe: probe.sentence, durationMs };
  return { data, probed: probe.sees };
}

function oneRun(options: BaselineOptions, scratch: Scratch): Promise<TestReport> {
  const runner = createRunner(options.verifier);
  const timeoutMs = options.settings.verifierTimeoutMs;
  return runTests({ runner, scratch, timeoutMs }, options.signal);
}

function checked(report: TestReport, options: BaselineOptions): TestReport {
  const problem = verifierProblem(report, options.verifier, options.settings.verifierTimeoutMs);
  if (problem) throw problem;
  return report;
}

function differing(first: readonly TestCase[], second: readonly TestCase[]): string[] {
  const before = outcomes(first);
  const after = outcomes(second);
  return [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
}

function outcomes(cases: readonly TestCase[]): Map<string, string> {
  return new Map(cases.map((testCase) => [testCase.id, testCase.outcome]));
}

// A flaky test counts as failing, so that no one relies on it; its failing run is the one with a message.
function together(
  first: readonly TestCase[],
  second: readonly TestCase[],
  flaky: readonly string[],
): TestCase[] {
  const unsteady = new Set(flaky);
  const failing = new Map(
    second.filter((known) => known.outcome === 'fail').map((known) => [known.id, known]),
  );
  const known = new Set(first.map((testCase) => testCase.id));
  return [
    ...first.map((testCase) =>
      unsteady.has(testCase.id) ? (failing.get(testCase.id) ?? testCase) : testCase,
    ),
    ...second.filter((testCase) => !known.has(testCase.id)),
  ];
}
