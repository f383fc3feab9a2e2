import type { ServiceEvent } from '../../protocol/event.ts';

/** One message of so many events or characters is read in a few milliseconds, also by a host that has other things to do. */
const MOST_EVENTS = 1_000;
const MOST_CHARACTERS = 256 * 1024;

/** Gathers the events of one message; one that is too large by itself goes alone. */
export class EventBatch {
  readonly events: ServiceEvent[] = [];
  #characters = 0;

  /** Returns false, and takes nothing, when the message is full. */
  take(event: ServiceEvent): boolean {
    const characters = JSON.stringify(event).length;
    if (this.events.length > 0 && this.#isFull(characters)) return false;
    this.events.push(event);
    this.#characters += characters;
    return true;
  }

  #isFull(characters: number): boolean {
    return this.events.length >= MOST_EVENTS || this.#characters + characters > MOST_CHARACTERS;
  }
}
