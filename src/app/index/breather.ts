import { setImmediate } from 'node:timers/promises';

const MOST_MS = 8;
/** Looking at the clock takes longer than most pieces of work. */
const LOOK_EVERY = 64;

/** Lets others have a turn during long work: called often, it seldom waits. */
export class Breather {
  #since = performance.now();
  #calls = 0;
  readonly #lookEvery: number;

  constructor({ lookEvery = LOOK_EVERY }: { readonly lookEvery?: number } = {}) {
    this.#lookEvery = lookEvery;
  }

  /** Returns a promise when it is time to wait, else undefined. */
  breathe(): Promise<void> | undefined {
    this.#calls += 1;
    if (this.#calls % this.#lookEvery !== 0 || performance.now() - this.#since < MOST_MS) return undefined;
    return setImmediate().then(() => {
      this.#since = performance.now();
    });
  }
}
