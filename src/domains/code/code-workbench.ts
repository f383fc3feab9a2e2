import { MicrofactoryError } from '../../engine/error.ts';
import type { DomainContext, DomainSettings } from '../../engine/maker/domain.ts';
import type { Scratch, SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';
import type { CodePayload } from './answer/payload.ts';
import type { BaselineData } from './baseline/baseline-data.ts';
import { RepositoryFormatter } from './format/repository-formatter.ts';
import { createRunner } from './runners/create-runner.ts';
import { runTests } from './runners/run-tests.ts';
import type { TestReport, TestRunner } from './runners/test-runner.ts';
import { viewOfTree, type FolderView } from '../folder/folder-view.ts';
import { detectVerifier } from './verifier/detect.ts';
import type { Verifier } from './verifier/verifier.ts';
import { KnownOutcomes } from './verify/known-outcomes.ts';

const MOST_VIEWS = 8;
const LEAST_LIMIT_MS = 60_000;
const SLOWER_AT_MOST = 10;

/** What everything in a session of the domain works with: the files, the verifier, and how trees stand. */
export class CodeWorkbench {
  readonly workspace: SessionWorkspace;
  readonly settings: DomainSettings;
  /** Runs once there is a baseline: before that nothing of the repository's may be run. */
  readonly formatter: RepositoryFormatter;
  readonly #outcomes = new KnownOutcomes();
  readonly #views = new Map<TreeId, Promise<FolderView>>();
  #verifier: Promise<Verifier> | undefined;
  #baseline: BaselineData | undefined;

  constructor(context: DomainContext) {
    if (context.workspace === undefined)
      throw new MicrofactoryError({
        code: 'internal',
        message: 'The code domain was opened without a workspace.',
      });
    this.workspace = context.workspace;
    this.settings = context.settings;
    const isOn = (): boolean => this.#baseline !== undefined && formats(context.settings);
    this.formatter = new RepositoryFormatter({
      isOn,
      view: (tree) => this.view(tree),
      lend: (tree, work) => this.withScratch(tree, new AbortController().signal, work),
    });
  }

  /** Returns the verifier: the recorded one once there is a baseline. Throws `verifier` when none is found. */
  verifier(): Promise<Verifier> {
    this.#verifier ??= this.view(this.workspace.base).then((view) =>
      detectVerifier(view, this.settings.verifier),
    );
    return this.#verifier;
  }

  async runner(): Promise<TestRunner> {
    return createRunner(await this.verifier());
  }

  /** Whether answers may be run on inputs: not where that is switched off, nor before the verifier was approved and has run. */
  probesBehaviour(): boolean {
    const { behaviourProbes = true, offline } = this.settings;
    return this.#baseline !== undefined && behaviourProbes && !offline;
  }

  /** Returns the recorded baseline; throws when a step is worked on before there is one. */
  baseline(): BaselineData {
    if (this.#baseline !== undefined) return this.#baseline;
    throw new MicrofactoryError({ code: 'internal', message: 'The baseline has not been taken yet.' });
  }

  /** Goes on from a baseline, taken now or recorded earlier. */
  restore(baseline: BaselineData): void {
    this.#baseline = baseline;
    this.#verifier = Promise.resolve(baseline.verifier);
    this.#outcomes.remember(baseline.tree, reportOfBaseline(baseline));
  }

  flaky(): ReadonlySet<string> {
    return new Set(this.baseline().flaky);
  }

  /** Returns the files of a tree, listed once. */
  view(tree: TreeId): Promise<FolderView> {
    const known = this.#views.get(tree) ?? viewOfTree(this.workspace, tree);
    // Only the base and what was accepted last are looked at again.
    if (this.#views.size >= MOST_VIEWS && !this.#views.has(tree)) this.#views.clear();
    this.#views.set(tree, known);
    return known;
  }

  /** Returns how all tests stand on a tree, from memory or by running the verifier on it. */
  reportOf(tree: TreeId, signal: AbortSignal): Promise<TestReport> {
    return this.#outcomes.of(tree, () =>
      this.withScratch(tree, signal, (scratch) => this.run(scratch, signal)),
    );
  }

  remember(tree: TreeId, report: TestReport): void {
    this.#outcomes.remember(tree, report);
  }

  async run(scratch: Scratch, signal: AbortSignal): Promise<TestReport> {
    return runTests({ runner: await this.runner(), scratch, timeoutMs: this.#limit() }, signal);
  }

  // An edit that loops for ever should not take as long as the slowest verifier may.
  #limit(): number {
    const known = this.#baseline?.durationMs ?? Infinity;
    return Math.min(this.settings.verifierTimeoutMs, Math.max(LEAST_LIMIT_MS, SLOWER_AT_MOST * known));
  }

  /** Lends a scratch folder laid out at the tree for the time of `work`. */
  async withScratch<T>(
    tree: TreeId,
    signal: AbortSignal,
    work: (scratch: Scratch) => Promise<T>,
  ): Promise<T> {
    const scratch = await this.workspace.lease(tree, signal);
    try {
      return await work(scratch);
    } finally {
      await scratch.release();
    }
  }

  /** Returns the tree that a candidate makes of the accepted state; merged when that has moved since it was made. */
  async treeWith(
    payload: CodePayload,
  ): Promise<{ readonly tree: TreeId } | { readonly conflicts: readonly string[] }> {
    const { workspace } = this;
    const theirs = await workspace.writeTree(payload.from, payload.changes);
    const ours = workspace.accepted();
    if (ours === payload.from) return { tree: theirs };
    const merged = await workspace.merge({ base: payload.from, ours, theirs });
    return merged.tree === undefined ? { conflicts: merged.conflicts } : { tree: merged.tree };
  }
}

/** Edits of the search agent are spelled in one way already. */
function formats({ repositoryFormatter = true, offline }: DomainSettings): boolean {
  return repositoryFormatter && !offline;
}

function reportOfBaseline(baseline: BaselineData): TestReport {
  return {
    cases: baseline.cases,
    complete: true,
    succeeded: baseline.cases.every(({ outcome }) => outcome !== 'fail'),
    output: '',
    ending: 'what the baseline recorded',
    timedOut: false,
    flooded: false,
    durationMs: baseline.durationMs,
  };
}
