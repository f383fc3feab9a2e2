import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { ServiceEvent } from '../../protocol/event.ts';
import { fateOf, skippedEvents } from './crowded-events.ts';
import { EventBatch } from './event-batch.ts';

/** Two batches are so many milliseconds apart at least: what happens meanwhile goes together. */
const FRAME_MS = 20;

/** From so many waiting events on, the other side is too far behind to hear each. */
const CROWDED = 10_000;

type Entry = { readonly event: ServiceEvent } | { readonly passed: () => void };

/**
 * Sends events in their order, in batches, and the next batch only when the one before was heard. A newer `progress`
 * takes the place of an older one of its session. When very many wait, those that tell how single steps go make way for
 * one `events-skipped` a session: whoever hears it looks at the session as it is. What waits stays bounded, and nothing
 * that a person acts on is ever left out.
 */
export class EventOutbox {
  readonly #send: (events: readonly ServiceEvent[]) => Promise<void>;
  readonly #waiting = new Map<string | number, Entry>();
  #crowded = CROWDED;
  #count = 0;
  #sending = false;

  /** `send` resolves when the events were heard. */
  constructor(send: (events: readonly ServiceEvent[]) => Promise<void>) {
    this.#send = send;
  }

  push(event: ServiceEvent): void {
    this.#add(event.type === 'progress' ? `progress ${event.session_id}` : this.#ownKey(), { event });
    if (this.#waiting.size >= this.#crowded) this.#thin();
  }

  /** Resolves when everything that was pushed before has been handed to the channel. */
  passed(): Promise<void> {
    return new Promise((resolve) => this.#add(this.#ownKey(), { passed: resolve }));
  }

  /** What waits of a session is not wanted any more. */
  forget(sessionId: string): void {
    for (const [key, entry] of this.#waiting)
      if ('event' in entry && entry.event.session_id === sessionId) this.#waiting.delete(key);
  }

  #add(key: string | number, entry: Entry): void {
    this.#waiting.delete(key);
    this.#waiting.set(key, entry);
    if (this.#sending) return;
    this.#sending = true;
    void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    // What the same turn says goes along.
    await turn();
    while (this.#waiting.size > 0) await this.#sendSome();
    this.#sending = false;
  }

  async #sendSome(): Promise<void> {
    const batch = new EventBatch();
    const passed: (() => void)[] = [];
    for (const [key, entry] of this.#waiting) {
      if ('passed' in entry) passed.push(entry.passed);
      else if (!batch.take(entry.event)) break;
      this.#waiting.delete(key);
    }
    // What can't be sent has nobody to hear it: the channel's end is dealt with where the channel is.
    const heard = batch.events.length === 0 ? undefined : this.#send(batch.events).catch(() => undefined);
    passed.forEach((resolve) => resolve());
    if (heard !== undefined) await Promise.all([heard, pause(FRAME_MS)]);
  }

  #thin(): void {
    this.#skip('skipped');
    if (this.#waiting.size >= CROWDED / 2) this.#skip('last');
    // What is kept must not be gone through again for every event.
    this.#crowded = Math.max(CROWDED, 2 * this.#waiting.size);
  }

  #skip(fate: ReturnType<typeof fateOf>): void {
    const skipped = new Map<string, ServiceEvent[]>();
    for (const [key, entry] of this.#waiting) {
      if ('passed' in entry || fateOf(entry.event) !== fate) continue;
      const { session_id: id } = entry.event;
      skipped.set(id, skipped.get(id) ?? []);
      skipped.get(id)?.push(entry.event);
      this.#waiting.delete(key);
    }
    // Behind what is kept: its number is that of the newest that was left out.
    for (const [id, events] of skipped)
      this.#waiting.set(this.#ownKey(), { event: skippedEvents(id, events) });
  }

  #ownKey(): number {
    this.#count += 1;
    return this.#count;
  }
}
