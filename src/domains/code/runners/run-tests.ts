import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import type { RunPlace, TestReport, TestRunner, TestSelection } from './test-runner.ts';

export interface TestRun {
  readonly runner: TestRunner;
  readonly scratch: Scratch;
  /** Empty or left out: all tests. */
  readonly selection?: TestSelection;
  readonly timeoutMs: number;
  /** Where reports are written, outside the worktree; default: the system's folder for temporary files. */
  readonly reportsRoot?: string;
}

/** Returns the report of one run of the verifier, or of a selection of its tests, in a scratch worktree. */
export async function runTests(run: TestRun, signal?: AbortSignal): Promise<TestReport> {
  const reports = await mkdtemp(join(run.reportsRoot ?? tmpdir(), 'microfactory-tests-'));
  const place: RunPlace = { root: run.scratch.root, cwd: run.scratch.cwd, reports };
  try {
    const { reportFile, ...command } = run.runner.invocation(run.selection ?? {}, place);
    const result = await run.scratch.run({ ...command, timeoutMs: run.timeoutMs }, signal);
    signal?.throwIfAborted();
    return run.runner.read(result, await textIfWritten(reportFile), place);
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}

async function textIfWritten(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined; // the run ended before it reported: `read` says what that means
  }
}
