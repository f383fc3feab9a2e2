/**
 * The time that all searches of one step share. Only trials use it up, by how many run at once: steps that wait for each
 * other's scratch folders lose nothing.
 */
export class StepClock {
  readonly #limitMs: number;
  #spent = 0;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Takes a trial's time off; `atOnce` is the number of trials that may run at the same time. */
  spend(durationMs: number, atOnce: number): void {
    this.#spent += durationMs / Math.max(1, atOnce);
  }

  /** Milliseconds that are left; not below 0. */
  left(): number {
    return Math.max(0, this.#limitMs - this.#spent);
  }
}
