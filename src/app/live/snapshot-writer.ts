import { classified } from '../../engine/error.ts';
import type { Json } from '../../engine/json.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { OwnedSession } from '../../store/session.ts';

/** Least number of events between two snapshots. */
const LEAST_EVENTS = 5_000;
/** Least time between two snapshots that nobody waits for, in milliseconds: each syncs the journal. */
const LEAST_MS = 1_000;
/**
 * With more steps and samples at hand than these together the session is captured only when it rests: at about 30 µs each,
 * it would hold the event loop for more than 10 ms.
 */
const MOST_AT_HAND = 300;

export interface SnapshotWriterOptions {
  readonly session: Pick<OwnedSession, 'writeSnapshot'>;
  /** What the session is after its last event. */
  readonly capture: () => { readonly seq: number; readonly state: Json };
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Hears once, in one sentence, when snapshots can't be written. */
  readonly warn: (sentence: string) => void;
}

/** Writes what a session has become, now and then and when it rests, so that going on need not read all that was. */
export class SnapshotWriter {
  readonly #options: SnapshotWriterOptions;
  #last = 0;
  #lookedAt = -Infinity;
  #writing: Promise<void> | undefined;
  #warned = false;

  constructor(options: SnapshotWriterOptions) {
    this.#options = options;
  }

  /** Call after every event; `atHand` counts the steps that go on, and their samples. */
  changed(seq: number, atHand: () => number): void {
    if (seq - this.#last < LEAST_EVENTS || this.#writing !== undefined) return;
    const now = this.#options.clock.monotonic();
    if (now - this.#lookedAt < LEAST_MS) return;
    this.#lookedAt = now;
    if (atHand() <= MOST_AT_HAND) void this.#write();
  }

  /** Resolves when what the session is now is kept, or can't be. */
  async rested(): Promise<void> {
    await this.#writing;
    await this.#write();
  }

  #write(): Promise<void> {
    const snapshot = this.#options.capture();
    this.#last = snapshot.seq;
    this.#lookedAt = this.#options.clock.monotonic();
    this.#writing = this.#options.session
      .writeSnapshot(snapshot)
      .catch((error: unknown) => this.#warn(error))
      .finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  /** The journal holds everything: without a snapshot only the next start takes longer. */
  #warn(error: unknown): void {
    if (this.#warned) return;
    this.#warned = true;
    const { message } = classified(error);
    this.#options.warn(`${message} Nothing is lost; resuming this session will take longer.`);
  }
}
