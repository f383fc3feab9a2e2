import type { ServiceEvent } from '../../protocol/event.ts';

/** How many events may be on their way before the channel counts as full. */
const WINDOW = 32;

/** From so many waiting events on, those that only say how the steps go on make way for newer ones. */
const CROWDED = 1_000;

type Entry = { readonly event: ServiceEvent } | { readonly passed: () => void };

/**
 * Sends events in their order, a few at a time. While the other side does not keep up, a newer `progress` takes the
 * place of an older one of its session and a newer `sample-recorded` that of its step; when very many wait, a newer
 * `step-added` or `step-state` that of any of its session (whoever hears it asks for the steps as they are). What waits
 * stays bounded, and nothing that a person acts on is ever left out.
 */
export class EventOutbox {
  readonly #send: (event: ServiceEvent) => Promise<void>;
  readonly #waiting = new Map<string, Entry>();
  #underway = 0;
  #count = 0;

  constructor(send: (event: ServiceEvent) => Promise<void>) {
    this.#send = send;
  }

  push(event: ServiceEvent): void {
    const crowded = this.#waiting.size >= CROWDED;
    const key = replaceable(event) ?? (crowded ? ofAnyStep(event) : undefined) ?? this.#ownKey();
    this.#waiting.delete(key);
    this.#waiting.set(key, { event });
    this.#pump();
  }

  /** Resolves when everything that was pushed before has been handed to the channel. */
  passed(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(this.#ownKey(), { passed: resolve });
      this.#pump();
    });
  }

  #pump(): void {
    for (const [key, entry] of this.#waiting) {
      if (this.#underway >= WINDOW) return;
      this.#waiting.delete(key);
      if ('passed' in entry) entry.passed();
      else this.#start(entry.event);
    }
  }

  #start(event: ServiceEvent): void {
    this.#underway += 1;
    const done = (): void => {
      this.#underway -= 1;
      this.#pump();
    };
    // What can't be sent has nobody to hear it: the channel's end is dealt with where the channel is.
    this.#send(event).then(done, done);
  }

  #ownKey(): string {
    this.#count += 1;
    return String(this.#count);
  }
}

function replaceable(event: ServiceEvent): string | undefined {
  if (event.type === 'progress') return `progress ${event.session_id}`;
  if (event.type === 'sample-recorded') return `sample ${event.session_id} ${event.step_id}`;
  return undefined;
}

function ofAnyStep({ type, session_id }: ServiceEvent): string | undefined {
  return type === 'step-added' || type === 'step-state' ? `steps ${session_id}` : undefined;
}
