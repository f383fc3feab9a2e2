import { frozen, thawed } from '../../../engine/flow/frozen.ts';
import { parseJson, type Json } from '../../../engine/json.ts';
import type { StepView } from '../../view/step-view.ts';

/** A step that ended so many entries after it began is kept: reading all between them again would take long. */
const MOST_ENTRIES = 4096;

/** Ended steps that went on while much else happened: few can, for each of them holds the others. */
export class LongSteps {
  readonly #steps = new Map<number, string>();

  ended(
    at: number,
    step: StepView,
    { first, last }: { readonly first: number; readonly last: number },
  ): void {
    if (last - first > MOST_ENTRIES) this.#steps.set(at, JSON.stringify(frozen(step)));
  }

  get(at: number): StepView | undefined {
    const step = this.#steps.get(at);
    return step === undefined ? undefined : (thawed(parseJson(step) as Json) as StepView);
  }

  get saved(): readonly (readonly [number, string])[] {
    return [...this.#steps];
  }

  load(saved: readonly (readonly [number, string])[]): void {
    for (const [at, step] of saved) this.#steps.set(at, step);
  }
}
