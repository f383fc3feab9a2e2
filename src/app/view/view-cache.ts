import type { JournalEntry } from '../../engine/ports/journal.ts';
import { applyEntry, emptyView, type SessionView } from './session-view.ts';

/** Sessions whose views are kept: those that a person looks at in turn. */
const MOST_VIEWS = 4;

export interface ViewCacheOptions {
  readonly read: (id: string, afterSeq: number) => AsyncIterable<JournalEntry>;
  /** What a view begins with; default: the session before its first event. */
  readonly begin?: (id: string) => Promise<SessionView>;
  /** Default: every step is kept. */
  readonly fold?: (view: SessionView, entry: JournalEntry) => void;
}

/** Views of sessions as their journals say. A journal only grows, so that only what is new in it is read again. */
export class ViewCache {
  readonly #options: ViewCacheOptions;
  readonly #views = new Map<string, Promise<SessionView>>();

  constructor(options: ViewCacheOptions) {
    this.#options = options;
  }

  /** Returns the session as it is on disk now. */
  view(id: string): Promise<SessionView> {
    const before = this.#views.get(id) ?? this.#begin(id);
    // One after the other: two readers at once would fold the same entry twice.
    const now = before.then((view) => this.#readOn(id, view));
    this.#views.delete(id);
    this.#views.set(id, now);
    now.catch(() => this.#views.delete(id));
    this.#forgetOldest();
    return now;
  }

  #begin(id: string): Promise<SessionView> {
    return this.#options.begin?.(id) ?? Promise.resolve(emptyView());
  }

  async #readOn(id: string, view: SessionView): Promise<SessionView> {
    const { read, fold = applyEntry } = this.#options;
    for await (const entry of read(id, view.seq)) fold(view, entry);
    return view;
  }

  #forgetOldest(): void {
    const [oldest] = this.#views.keys();
    if (this.#views.size > MOST_VIEWS && oldest !== undefined) this.#views.delete(oldest);
  }
}
