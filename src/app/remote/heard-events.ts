import type { ServiceEvent } from '../../protocol/event.ts';
import type { Unsubscribe } from '../../protocol/service.ts';

type Listener = (event: ServiceEvent) => void;

export interface HeardEventsOptions {
  /** Asks the engine to send, or to send no longer, what a session says. */
  readonly follow: (sessionId: string) => void;
  readonly unfollow: (sessionId: string) => void;
}

/**
 * Hands events that came from the engine to whoever listens here. What a session says before the reply to its `start`
 * was read is kept until the caller had the turn in which it may subscribe.
 */
export class HeardEvents {
  readonly #options: HeardEventsOptions;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #kept = new Map<string, ServiceEvent[]>();
  #starting = 0;

  constructor(options: HeardEventsOptions) {
    this.#options = options;
  }

  hear(event: ServiceEvent): void {
    const id = event.session_id;
    const listeners = this.#listeners.get(id);
    if (listeners !== undefined) return deliver(listeners, [event]);
    if (this.#starting > 0) this.#kept.set(id, [...(this.#kept.get(id) ?? []), event]);
  }

  subscribe(id: string, listener: Listener): Unsubscribe {
    const known = this.#listeners.get(id);
    const listeners = known ?? new Set<Listener>();
    this.#listeners.set(id, listeners.add(listener));
    if (known === undefined) this.#begin(id, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#listeners.get(id) !== listeners) return;
      this.#listeners.delete(id);
      this.#options.unfollow(id);
    };
  }

  /** Keeps what unknown sessions say until a turn after `start` gave the id. */
  async whileStarting<Started extends { readonly sessionId: string }>(
    start: () => Promise<Started>,
  ): Promise<Started> {
    this.#starting += 1;
    let id: string | undefined;
    try {
      const started = await start();
      id = started.sessionId;
      return started;
    } finally {
      setImmediate(() => this.#started(id));
    }
  }

  #started(id: string | undefined): void {
    this.#starting -= 1;
    if (this.#starting === 0) this.#kept.clear();
    if (id !== undefined && !this.#listeners.has(id)) this.#options.unfollow(id);
  }

  #begin(id: string, listeners: Set<Listener>): void {
    this.#options.follow(id);
    const kept = this.#kept.get(id) ?? [];
    this.#kept.delete(id);
    // Not before `subscribe` has returned: a listener may rely on it.
    queueMicrotask(() => deliver(listeners, kept));
  }
}

function deliver(listeners: Set<Listener>, events: readonly ServiceEvent[]): void {
  for (const event of events) for (const listener of [...listeners]) listener(event);
}
