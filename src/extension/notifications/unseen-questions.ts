import type { WaitingStep } from '../host.ts';

/** Remembers which questions a person has seen or was told of. */
export class UnseenQuestions {
  readonly #since: number;
  #known = new Set<string>();

  /** What already waited before `since` (milliseconds) is no news. */
  constructor(since: number) {
    this.#since = since;
  }

  /** Returns the first question that is new and not in sight; what is in sight counts as seen. */
  next(waiting: readonly WaitingStep[], inSight: boolean): WaitingStep | undefined {
    const fresh = waiting.filter((each) => !this.#known.has(nameOf(each)) && this.#isNews(each));
    this.#known = new Set(waiting.map(nameOf));
    return inSight ? undefined : fresh[0];
  }

  #isNews({ session }: WaitingStep): boolean {
    return Date.parse(session.updated_at) >= this.#since;
  }
}

/** A question that is asked again is another one. */
function nameOf({ session, wait }: WaitingStep): string {
  return JSON.stringify([session.session_id, wait.step_id, wait.trigger, wait.opened_seq]);
}
