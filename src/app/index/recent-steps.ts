import type { StepView } from '../view/step-view.ts';

/** The evidence of the steps that ended last: ordinary sessions never read it again. */
const MOST_STEPS = 2000;

/** Steps that ended a short while ago, as they ended. */
export class RecentSteps {
  readonly #steps = new Map<number, StepView>();

  get(at: number): StepView | undefined {
    return this.#steps.get(at);
  }

  keep(at: number, step: StepView): void {
    this.#steps.delete(at);
    this.#steps.set(at, step);
    const [oldest] = this.#steps.keys();
    if (this.#steps.size > MOST_STEPS && oldest !== undefined) this.#steps.delete(oldest);
  }
}
