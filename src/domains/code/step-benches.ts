import { createCodeBench, type CodeBench, type CodeBenchOptions } from './bench/index.ts';

/** Makes the bench of one step on one accepted state. */
export type CreateBench = (options: CodeBenchOptions) => Promise<CodeBench>;

/** The benches of a session, one for each accepted state and set of targets. */
export class StepBenches {
  readonly #create: CreateBench;
  readonly #benches = new Map<string, Promise<CodeBench>>();

  constructor(create: CreateBench = createCodeBench) {
    this.#create = create;
  }

  get(options: CodeBenchOptions): Promise<CodeBench> {
    const key = JSON.stringify([options.tree, options.targets, options.mayBreak ?? []]);
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
