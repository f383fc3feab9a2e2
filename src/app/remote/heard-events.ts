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

  /** Every listener hears all of it; the first error of one is thrown only then. */
  hear(events: readonly ServiceEvent[]): void {
    const errors: unknown[] = [];
    for (const event of events) {
      const listeners = this.#listeners.get(event.session_id);
      if (listeners === undefined) this.#keep(event);
      else tell(listeners, event, errors);
    }
    thrown(errors);
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

  #keep(event: ServiceEvent): void {
    if (this.#starting === 0) return;
    const kept = this.#kept.get(event.session_id) ?? [];
    kept.push(event);
    this.#kept.set(event.session_id, kept);
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
  const errors: unknown[] = [];
  for (const event of events) tell(listeners, event, errors);
  thrown(errors);
}

/** One that fails keeps no other from hearing, and misses nothing that comes after. */
function tell(listeners: Set<Listener>, event: ServiceEvent, errors: unknown[]): void {
  for (const listener of [...listeners]) {
    try {
      if (listeners.has(listener)) listener(event);
    } catch (error) {
      errors.push(error);
    }
  }
}

function thrown(errors: readonly unknown[]): void {
  if (errors.length > 0) throw errors[0];
}
