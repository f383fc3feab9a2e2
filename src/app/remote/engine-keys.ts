import type { Keys } from './wire.ts';

/** An environment that lives in memory only: that of the process, with the keys that were handed over on top. */
export class EngineKeys {
  readonly environment: Record<string, string | undefined>;
  readonly #own: Readonly<Record<string, string | undefined>>;

  #keys: Keys = {};

  constructor(own: Readonly<Record<string, string | undefined>>) {
    this.#own = own;
    this.environment = { ...own };
  }

  /** True for the variables that hold a key which was handed over. */
  has(variable: string): boolean {
    return Object.hasOwn(this.#keys, variable);
  }

  /** True where the process has a value of its own beneath such a key. */
  hides(variable: string): boolean {
    return this.has(variable) && (this.#own[variable] ?? '').trim() !== '';
  }

  /** Replaces the keys of before; what a key had hidden is seen again. */
  replace(keys: Keys): void {
    for (const name of Object.keys(this.environment)) delete this.environment[name];
    this.#keys = keys;
    Object.assign(this.environment, this.#own, keys);
  }
}
