interface Waiter {
  readonly seq: number;
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

function waiterFor(seq: number): Waiter {
  let resolve = (): void => undefined;
  let reject = (_error: Error): void => undefined;
  const promise = new Promise<void>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { seq, promise, resolve, reject };
}

/** How far a growing sequence has come, for those who wait until it has come far enough. */
export class Milestone {
  #reached: number;
  #failure: Error | undefined;
  #waiters: Waiter[] = [];

  constructor(reached: number) {
    this.#reached = reached;
  }

  get reached(): number {
    return this.#reached;
  }

  /** Resolves when `seq` has been reached; rejects once the sequence has failed. Sequence numbers asked for never go back. */
  reach(seq: number): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (seq <= this.#reached) return Promise.resolve();
    const last = this.#waiters.at(-1);
    if (last?.seq === seq) return last.promise;
    const waiter = waiterFor(seq);
    this.#waiters.push(waiter);
    return waiter.promise;
  }

  advance(seq: number): void {
    this.#reached = seq;
    const waiting = this.#waiters.findIndex((waiter) => waiter.seq > seq);
    for (const waiter of this.#waiters.splice(0, waiting < 0 ? this.#waiters.length : waiting))
      waiter.resolve();
  }

  /** Rejects everybody who waits or will wait. */
  fail(failure: Error): void {
    this.#failure = failure;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(failure);
  }
}
