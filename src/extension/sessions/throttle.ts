/** Calls at once, then at most every so many milliseconds; the last call is never lost. */
export class Throttle {
  readonly #every: number;
  readonly #call: () => void;
  #timer: NodeJS.Timeout | undefined;
  #again = false;

  constructor(every: number, call: () => void) {
    this.#every = every;
    this.#call = call;
  }

  trigger(): void {
    if (this.#timer !== undefined) {
      this.#again = true;
      return;
    }
    this.#timer = setTimeout(() => this.#rested(), this.#every);
    this.#call();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = false;
  }

  #rested(): void {
    this.#timer = undefined;
    if (!this.#again) return;
    this.#again = false;
    this.trigger();
  }
}
