import type { TestBench, TestFailure } from '../ports/test-bench.ts';
import type { StepBrief } from './step.ts';

export interface EvidenceFile {
  readonly path: string;
  readonly text: string;
  /** Why it is shown: `stack frame`, `named by the plan`, `failing test`, … */
  readonly why: string;
}

export interface SiblingResult {
  readonly title: string;
  /** `accepted`, `waiting`, `planned`, … in words. */
  readonly state: string;
  readonly summary: string;
}

/** Everything a microagent may know of a step. Text from outside (files, failures) is data, never instructions. */
export interface Evidence {
  /** The task's global goal: the user's prompt. */
  readonly goal: string;
  readonly step: StepBrief;
  readonly place: {
    /** Titles from the root down to the parent. */
    readonly ancestors: readonly string[];
    /** 1-based position among its siblings, and their number. */
    readonly index: number;
    readonly count: number;
    readonly siblings: readonly SiblingResult[];
    /** What came of the step's own parts, where its result is put together from them. */
    readonly parts?: readonly SiblingResult[];
  };
  readonly files: readonly EvidenceFile[];
  readonly failures: readonly TestFailure[];
  /** All file paths of the task's folder, cut to the token budget. */
  readonly outline: readonly string[];
  /** Comments of people who rejected candidates, and what verification saw in earlier attempts. */
  readonly feedback: readonly string[];
  /** Anything else a domain wants its templates to have. */
  readonly notes: readonly string[];
  /** For agents that can run things. */
  readonly bench?: TestBench;
}
