import { createCodeBench, type CodeBench, type CodeBenchOptions } from './bench/index.ts';

/** Makes the bench of one step on one accepted state. */
export type CreateBench = (options: CodeBenchOptions) => Promise<CodeBench>;

/** The benches of a session, one for each accepted state and set of targets. */
export class StepBenches {
  readonly #create: CreateBench;
  readonly #benches = new Map<string, Promise<CodeBench>>();
  #tree: string | undefined;

  constructor(create: CreateBench = createCodeBench) {
    this.#create = create;
  }

  get(options: CodeBenchOptions): Promise<CodeBench> {
    // What was tried on an earlier accepted state says nothing of this one; its folders go back by themselves.
    if (this.#tree !== options.tree) this.#benches.clear();
    this.#tree = options.tree;
    const key = JSON.stringify([options.targets, options.mayBreak ?? []]);
    const bench = this.#benches.get(key) ?? this.#create(options);
    this.#benches.set(key, bench);
    bench.catch(() => this.#benches.delete(key));
    return bench;
  }

  async close(): Promise<void> {
    const benches = await Promise.allSettled(this.#benches.values());
    this.#benches.clear();
    for (const made of benches) if (made.status === 'fulfilled') await made.value.close();
  }
}
