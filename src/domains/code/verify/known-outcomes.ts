import type { TreeId } from '../../../engine/ports/workspace.ts';
import type { TestReport } from '../runners/test-runner.ts';

const MOST = 20;

/** The complete reports of trees that were run, so that no tree is run twice for the same question. */
export class KnownOutcomes {
  readonly #reports = new Map<TreeId, Promise<TestReport>>();

  /** Remembers a report; an incomplete one says too little to be relied on. */
  remember(tree: TreeId, report: TestReport): void {
    if (report.complete) this.#keep(tree, Promise.resolve(report));
  }

  /** Returns the tree's report, running it when it is not known; concurrent askers share one run. */
  async of(tree: TreeId, run: () => Promise<TestReport>): Promise<TestReport> {
    const known = this.#reports.get(tree);
    if (known) return known;
    const running = run();
    this.#keep(tree, running);
    try {
      const report = await running;
      if (!report.complete) this.#reports.delete(tree);
      return report;
    } catch (error) {
      this.#reports.delete(tree);
      throw error;
    }
  }

  // A long session sees many trees; the first is the baseline's and the recent ones are those that are asked for.
  #keep(tree: TreeId, report: Promise<TestReport>): void {
    this.#reports.delete(tree);
    this.#reports.set(tree, report);
    const second = [...this.#reports.keys()][1];
    if (this.#reports.size > MOST && second !== undefined) this.#reports.delete(second);
  }
}
