import { createHash } from 'node:crypto';
import { MicrofactoryError } from '../../../engine/error.ts';
import type { LineCoverage, TestBench, TestFailure, Trial } from '../../../engine/ports/test-bench.ts';
import type { FileChange, SessionWorkspace, TreeId } from '../../../engine/ports/workspace.ts';
import { systemClock, type Clock } from '../../../engine/ports/clock.ts';
import { runTests } from '../runners/run-tests.ts';
import type { TestCase, TestRunner } from '../runners/test-runner.ts';
import { isJavascript, isSourceFile } from '../sources/file-kinds.ts';
import { collectCoverage, ofSources, withReportsFolder } from './coverage/collect-coverage.ts';
import { readInstrumented } from './coverage/collect-instrumented.ts';
import { instrumented } from './coverage/instrument.ts';
import { expectationsOf, type Expectations } from './expectations.ts';
import { ScratchKeeper } from './scratch-keeper.ts';
import { planTrials } from './trial-plan.ts';
import { runTrial, type TrialPlan } from './trial.ts';
import { withNodeOptions } from './with-node-options.ts';

export interface CodeBenchOptions {
  readonly workspace: SessionWorkspace;
  /** The accepted state that edits start from. */
  readonly tree: TreeId;
  readonly runner: TestRunner;
  readonly targets: readonly string[];
  /** Every test as it stands on the tree: what passes must go on passing. */
  readonly cases: readonly TestCase[];
  readonly flaky?: readonly string[];
  readonly mayBreak?: readonly string[];
  /** Limit of one run of the whole verifier. */
  readonly timeoutMs: number;
  readonly clock?: Clock;
}

/** The bench of one step, good for one accepted state. */
export interface CodeBench extends TestBench {
  /** Gives scratch folders back. They also go back by themselves when nothing is tried for a moment. */
  close(): Promise<void>;
}

// A runaway edit must not take the machine's memory with it.
const TRIAL_NODE_OPTIONS = ['--max-old-space-size=1024'];

/** Returns a bench that tries edits of a tree in scratch worktrees. Throws `workspace` when the tree cannot be read. */
export async function createCodeBench(options: CodeBenchOptions): Promise<CodeBench> {
  const testFiles = new Set(options.cases.map(({ file }) => file).filter((file) => file !== ''));
  const paths = await options.workspace.list(options.tree);
  const sources = paths.filter(
    (path) => isJavascript(path) && isSourceFile(path) && !path.endsWith('.d.ts') && !testFiles.has(path),
  );
  return new WorkspaceBench(options, sources, [...testFiles].sort());
}

class WorkspaceBench implements CodeBench {
  readonly targets: readonly string[];
  readonly failures: readonly TestFailure[];
  readonly sources: readonly string[];
  readonly concurrency: number;
  readonly #options: CodeBenchOptions;
  readonly #testFiles: readonly string[];
  readonly #expected: Expectations;
  readonly #keeper: ScratchKeeper;
  readonly #clock: Clock;
  readonly #trials = new Map<string, Promise<Trial>>();
  #plan: Promise<TrialPlan> | undefined;
  #coverage: Promise<readonly LineCoverage[]> | undefined;

  constructor(options: CodeBenchOptions, sources: readonly string[], testFiles: readonly string[]) {
    const { flaky = [], mayBreak = [] } = options;
    this.#options = options;
    this.#testFiles = testFiles;
    this.#expected = expectationsOf({ ...options, flaky, mayBreak });
    this.#keeper = new ScratchKeeper(options.workspace, options.tree);
    this.#clock = options.clock ?? systemClock;
    this.targets = options.targets;
    this.sources = sources;
    this.concurrency = options.workspace.maxScratches;
    this.failures = options.cases.filter(({ id }) => options.targets.includes(id)).map(failureOf);
  }

  async readText(path: string): Promise<string> {
    const bytes = await this.#options.workspace.read(this.#options.tree, path);
    if (bytes !== undefined) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    throw new MicrofactoryError({
      code: 'not-found',
      message: `The session's copy has no file ${path}; name a file that it has.`,
    });
  }

  coverage(signal: AbortSignal): Promise<readonly LineCoverage[]> {
    this.#coverage ??= this.#collect(signal).catch((error: unknown) => {
      this.#coverage = undefined;
      throw error;
    });
    return this.#coverage;
  }

  try(changes: readonly FileChange[], signal: AbortSignal): Promise<Trial> {
    const key = contentKey(changes);
    const known = this.#trials.get(key);
    if (known !== undefined) return known;
    const trial = this.#run(changes, signal);
    this.#trials.set(key, trial);
    trial.catch(() => this.#trials.delete(key));
    return trial;
  }

  close(): Promise<void> {
    return this.#keeper.close();
  }

  async #run(changes: readonly FileChange[], signal: AbortSignal): Promise<Trial> {
    const plan = await this.#planned(signal);
    return this.#keeper.with(changes, signal, async (scratch, renew) => {
      // Waiting for a folder is not the trial's time.
      const began = this.#clock.monotonic();
      const trial = await runTrial({ plan, scratch, renew, signal });
      return { ...trial, durationMs: this.#clock.monotonic() - began };
    });
  }

  #planned(signal: AbortSignal): Promise<TrialPlan> {
    const { timeoutMs } = this.#options;
    const runner = isNode(this.#options.runner)
      ? withNodeOptions(this.#options.runner, TRIAL_NODE_OPTIONS)
      : this.#options.runner;
    this.#plan ??= this.#keeper
      .with([], signal, (scratch) =>
        planTrials({ runner, scratch, expected: this.#expected, timeoutMs }, signal),
      )
      .catch((error: unknown) => {
        this.#plan = undefined;
        throw error;
      });
    return this.#plan;
  }

  async #collect(signal: AbortSignal): Promise<readonly LineCoverage[]> {
    const { runner, timeoutMs } = this.#options;
    const testFiles = this.#testFiles;
    if (!runner.seesTests || !isNode(runner) || testFiles.length === 0) return [];
    const sources = new Set(this.sources);
    const isSource = (path: string): boolean => sources.has(path);
    if (runner.name === 'node')
      return this.#keeper.with([], signal, (scratch) =>
        collectCoverage({ scratch, runner, testFiles, isSource, timeoutMs }, signal),
      );
    return withReportsFolder(async (folder) => {
      const changes = await this.#instrumented(folder);
      return this.#keeper.with(changes, signal, async (scratch) => {
        const { cases } = await runTests(
          { runner, scratch, selection: { files: testFiles }, timeoutMs },
          signal,
        );
        return ofSources(await readInstrumented(folder, cases), isSource);
      });
    });
  }

  async #instrumented(folder: string): Promise<FileChange[]> {
    const paths = [...this.sources.slice(0, MOST_INSTRUMENTED), ...this.#testFiles];
    const changes = paths.map(async (path) => {
      const text = instrumented({ path, text: await this.readText(path), folder });
      return text === undefined ? [] : [{ path, content: new TextEncoder().encode(text) }];
    });
    return (await Promise.all(changes)).flat();
  }
}

const MOST_INSTRUMENTED = 300;

function isNode({ name }: TestRunner): boolean {
  return name === 'node' || name === 'vitest' || name === 'jest' || name === 'exit-status';
}

function failureOf({ id, file, message, expected, actual, frames }: TestCase): TestFailure {
  return {
    test: id,
    file,
    message,
    frames,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  };
}

function contentKey(changes: readonly FileChange[]): string {
  const hash = createHash('sha256');
  for (const { path, content } of [...changes].sort((a, b) => (a.path < b.path ? -1 : 1)))
    hash.update(
      `${path}\0${content === null ? 'deleted' : createHash('sha256').update(content).digest('hex')}\0`,
    );
  return hash.digest('hex');
}
