import type { CommandResult } from '../../../engine/ports/command.ts';
import type { SourcePlace } from '../../../engine/ports/test-bench.ts';

export interface TestCase {
  /** `<workspace-relative test file> › <suite> › <test>`; the same from run to run. */
  readonly id: string;
  /** Workspace-relative path with `/`; '' when the runner does not say. */
  readonly file: string;
  readonly outcome: 'pass' | 'fail' | 'skip';
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** Inside the workspace, innermost first. */
  readonly frames: readonly SourcePlace[];
  readonly durationMs?: number;
}

/** One run of the verifier, parsed. */
export interface TestReport {
  readonly cases: readonly TestCase[];
  /** False when the run was cut short (timeout, crash, no report): a missing test then means nothing. */
  readonly complete: boolean;
  /** The run's own verdict: exit status 0 and not timed out. */
  readonly succeeded: boolean;
  /** Capped output for people. */
  readonly output: string;
  /** How the process ended, in words: `exit status 1`, `a timeout`. */
  readonly ending: string;
  readonly timedOut: boolean;
  /** Output was dropped at the cap. */
  readonly flooded: boolean;
  readonly durationMs: number;
}

/** Which tests to run. Empty means all. */
export interface TestSelection {
  /** Workspace-relative test files. */
  readonly files?: readonly string[];
  /** Test ids; a runner that cannot select by name runs their files. */
  readonly tests?: readonly string[];
}

/** How to start one run: what to execute, and where its machine-readable report will be. */
export interface TestInvocation {
  readonly argv?: readonly string[];
  readonly shellLine?: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of a file that the run writes, read back by `read`. */
  readonly reportFile?: string;
}

/** What a run happens in: where it runs, where its reports may go. */
export interface RunPlace {
  /** Absolute path that corresponds to the workspace root. */
  readonly root: string;
  /** Absolute path of the task's folder. */
  readonly cwd: string;
  /** Absolute path of a folder outside the worktree for reports and coverage; exists. */
  readonly reports: string;
}

/** One test framework: how it is started, selected and read. */
export interface TestRunner {
  readonly name: 'node' | 'vitest' | 'jest' | 'pytest' | 'unittest' | 'exit-status';
  /** False when only the exit status says anything (then the whole verifier is one test case). */
  readonly seesTests: boolean;
  invocation(selection: TestSelection, place: RunPlace): TestInvocation;
  /** Never throws: what cannot be read gives `complete: false`. */
  read(result: CommandResult, reportText: string | undefined, place: RunPlace): TestReport;
}
