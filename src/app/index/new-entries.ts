import type { JournalEntry } from '../../engine/ports/journal.ts';

/** More than this is read from the journal, when somebody asks. */
const MOST_ENTRIES = 20_000;

/** What was appended to a journal since it was last asked about: needed only by those who look at a session that runs. */
export class NewEntries {
  #entries: JournalEntry[] = [];

  heard(entry: JournalEntry): void {
    if (this.#entries.length === MOST_ENTRIES) this.#entries = [];
    this.#entries.push(entry);
  }

  /** Returns, once, the entries that follow one of that number; none when the first of them was not kept. */
  take(afterSeq: number): readonly JournalEntry[] {
    const entries = this.#entries;
    this.#entries = [];
    const [first] = entries;
    return first === undefined || first.seq > afterSeq + 1 ? [] : entries.slice(afterSeq + 1 - first.seq);
  }
}
