import type { Keys } from './wire.ts';

/** An environment that lives in memory only: that of the process, with the keys that were handed over on top. */
export class EngineKeys {
  readonly environment: Record<string, string | undefined>;
  readonly #own: Readonly<Record<string, string | undefined>>;

  constructor(own: Readonly<Record<string, string | undefined>>) {
    this.#own = own;
    this.environment = { ...own };
  }

  /** Replaces the keys of before; what a key had hidden is seen again. */
  replace(keys: Keys): void {
    for (const name of Object.keys(this.environment)) delete this.environment[name];
    Object.assign(this.environment, this.#own, keys);
  }
}
