import type { Json } from '../engine/json.ts';
import type { Store } from '../store/open-store.ts';
import { sessionSummary } from './view/session-summary.ts';
import type { SessionView } from './view/session-view.ts';

const EVERY_MS = 500;

/** Writes the summary that lists of sessions are made of: now and then while a session changes, and at once when it rests. */
export class SummaryWriter {
  readonly #store: Pick<Store, 'writeSummary'>;
  readonly #id: string;
  #timer: NodeJS.Timeout | undefined;
  #written: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<Store, 'writeSummary'>, id: string) {
    this.#store = store;
    this.#id = id;
  }

  /** A summary that can't be written costs a list its freshness and nothing else: the journal holds the truth. */
  changed(view: SessionView): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#write(view).catch(() => undefined);
    }, EVERY_MS).unref();
  }

  /** Writes the summary as it is; rejects when that fails. */
  rested(view: SessionView): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#write(view);
  }

  /** One write after the other: an older summary must not replace a newer one. */
  #write(view: SessionView): Promise<void> {
    const write = (): Promise<void> =>
      this.#store.writeSummary(this.#id, sessionSummary(view) as unknown as Json);
    const written = this.#written.then(write, write);
    this.#written = written;
    return written;
  }
}
