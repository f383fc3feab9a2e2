import type { JournalEntry } from '../../engine/ports/journal.ts';
import { applyEntry, emptyView, type SessionView } from './session-view.ts';

/** Sessions whose views are kept: those that a person looks at in turn. */
const MOST_VIEWS = 4;

export type ReadEntries = (id: string, afterSeq: number) => AsyncIterable<JournalEntry>;

/** Views of sessions that do not run here. A journal only grows, so that only what is new in it is read again. */
export class ViewCache {
  readonly #read: ReadEntries;
  readonly #views = new Map<string, Promise<SessionView>>();

  constructor(read: ReadEntries) {
    this.#read = read;
  }

  /** Returns the session as it is on disk now. */
  view(id: string): Promise<SessionView> {
    const before = this.#views.get(id) ?? Promise.resolve(emptyView());
    // One after the other: two readers at once would fold the same entry twice.
    const now = before.then((view) => this.#readOn(id, view));
    this.#views.delete(id);
    this.#views.set(id, now);
    now.catch(() => this.#views.delete(id));
    this.#forgetOldest();
    return now;
  }

  async #readOn(id: string, view: SessionView): Promise<SessionView> {
    for await (const entry of this.#read(id, view.seq)) applyEntry(view, entry);
    return view;
  }

  #forgetOldest(): void {
    const [oldest] = this.#views.keys();
    if (this.#views.size > MOST_VIEWS && oldest !== undefined) this.#views.delete(oldest);
  }
}
