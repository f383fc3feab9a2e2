import type { StepView } from '../../view/step-view.ts';

/** What a person looks at in turn, and small sessions whole. */
const MOST_STEPS = 500;

/** The evidence of ended steps that was asked for last: it does not change any more. */
export class AskedSteps {
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
