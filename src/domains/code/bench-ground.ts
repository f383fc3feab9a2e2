import type { TestBench } from '../../engine/ports/test-bench.ts';
import type { SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';
import type { TestCase, TestRunner } from './runners/test-runner.ts';

/** What a bench for one step stands on. */
export interface BenchGround {
  readonly workspace: SessionWorkspace;
  /** The accepted tree that edits are tried on. */
  readonly tree: TreeId;
  readonly runner: TestRunner;
  /** How every test stands on that tree. */
  readonly cases: readonly TestCase[];
  readonly flaky: readonly string[];
  /** The step's promised tests. */
  readonly targets: readonly string[];
  /** Limit of one run of the whole verifier. */
  readonly timeoutMs: number;
}

/** Makes the bench of one step. */
export type CreateBench = (ground: BenchGround) => TestBench;
