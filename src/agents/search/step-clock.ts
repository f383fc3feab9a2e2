import type { Clock } from '../../engine/ports/clock.ts';

/** The wall-clock time that all searches of one step share; it runs while at least one of them does. */
export class StepClock {
  readonly #clock: Clock;
  readonly #limitMs: number;
  #spent = 0;
  #running = 0;
  #since = 0;

  constructor(clock: Clock, limitMs: number) {
    this.#clock = clock;
    this.#limitMs = limitMs;
  }

  start(): void {
    if (this.#running === 0) this.#since = this.#clock.monotonic();
    this.#running += 1;
  }

  stop(): void {
    this.#running -= 1;
    if (this.#running === 0) this.#spent += this.#clock.monotonic() - this.#since;
  }

  /** Milliseconds that are left; not below 0. */
  left(): number {
    const current = this.#running > 0 ? this.#clock.monotonic() - this.#since : 0;
    return Math.max(0, this.#limitMs - this.#spent - current);
  }
}
