import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionService, Unsubscribe } from '../../protocol/service.ts';

/** What comes after the work that a sentence told of: the sentence would be stale. */
const ENDS_A_SENTENCE: ReadonlySet<ServiceEvent['type']> = new Set([
  'plan-chosen',
  'sample-recorded',
  'session-paused',
  'session-finished',
  'events-skipped',
]);

/** Listens to the sessions at work, and keeps the newest progress sentence of each. */
export class LiveProgress {
  readonly #heard: (event: ServiceEvent) => void;
  readonly #sentences = new Map<string, string>();
  readonly #subscriptions = new Map<string, Unsubscribe>();

  constructor(heard: (event: ServiceEvent) => void) {
    this.#heard = heard;
  }

  of(sessionId: string): string | undefined {
    return this.#sentences.get(sessionId);
  }

  /** Listens to these sessions and to no others. */
  follow(service: SessionService, sessionIds: readonly string[]): void {
    for (const id of [...this.#subscriptions.keys()]) if (!sessionIds.includes(id)) this.#leave(id);
    for (const id of sessionIds) {
      if (this.#subscriptions.has(id)) continue;
      this.#subscriptions.set(
        id,
        service.subscribe(id, (event) => this.#take(event)),
      );
    }
  }

  clear(): void {
    for (const id of [...this.#subscriptions.keys()]) this.#leave(id);
  }

  #take(event: ServiceEvent): void {
    if (event.type === 'progress') this.#sentences.set(event.session_id, event.message);
    else if (ENDS_A_SENTENCE.has(event.type)) this.#sentences.delete(event.session_id);
    this.#heard(event);
  }

  #leave(id: string): void {
    this.#subscriptions.get(id)?.();
    this.#subscriptions.delete(id);
    this.#sentences.delete(id);
  }
}
