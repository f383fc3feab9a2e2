import type { FileChange } from './workspace.ts';

/** A place in a source file: workspace-relative path, 1-based line and column. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
}

/** One failing test with what was seen. */
export interface TestFailure {
  /** Stable id: `<test file> › <suite> › <test>`. */
  readonly test: string;
  readonly file: string;
  readonly message: string;
  /** Expected and actual as the runner printed them, where it did. */
  readonly expected?: string;
  readonly actual?: string;
  /** Frames inside the workspace (dependencies left out), innermost first. */
  readonly frames: readonly SourcePlace[];
}

/** How often each line of a source file ran, by test (sampled by running test files or single tests). */
export interface LineCoverage {
  /** The test ids that this record stands for. */
  readonly tests: readonly string[];
  readonly passed: boolean;
  /** Path → 1-based numbers of lines that ran. Only files of the workspace that are not tests. */
  readonly lines: Readonly<Record<string, readonly number[]>>;
}

export type TrialVerdict =
  | 'passes' // every target passes and nothing that passed is broken
  | 'target-fails'
  | 'breaks-others'
  | 'broken' // does not parse or load
  | 'timed-out';

export interface Trial {
  readonly verdict: TrialVerdict;
  /** Failing tests of the session (targets and others) that this edit turns green, as far as they were run. */
  readonly fixed: readonly string[];
  readonly broken: readonly string[];
  readonly durationMs: number;
}

/** What a domain lends to microagents that can run things: the step's tests and a place to try edits on. */
export interface TestBench {
  /** Tests the step promises to turn green. */
  readonly targets: readonly string[];
  readonly failures: readonly TestFailure[];
  /** Source files that may be edited (workspace-relative, JavaScript and TypeScript, no tests, no dependencies). */
  readonly sources: readonly string[];
  readText(path: string): Promise<string>;
  /** Coverage of failing against passing tests; empty when the runner cannot give it. Computed once a step. */
  coverage(signal: AbortSignal): Promise<readonly LineCoverage[]>;
  /**
   * Applies the changes in a scratch worktree and runs the targets; when they pass, everything that passed before.
   * A function of the changes alone (results are remembered by content). Stops early at the first sure failure.
   */
  try(changes: readonly FileChange[], signal: AbortSignal): Promise<Trial>;
  /** How many trials may run at once. */
  readonly concurrency: number;
}
