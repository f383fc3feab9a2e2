import type { Journal, JournalEntry, JournalEvent } from '../ports/journal.ts';

/** Returns a journal that lives in memory only: for runs that need not outlive their process. */
export function memoryJournal(entries: JournalEntry[] = []): Journal {
  return {
    append(event: JournalEvent): number {
      const seq = entries.length + 1;
      entries.push({ seq, at: 0, event });
      return seq;
    },
    isBehind: false,
    written: () => Promise.resolve(),
    synced: () => Promise.resolve(),
    async *entries(afterSeq = 0) {
      yield* entries.slice(afterSeq);
    },
    close: () => Promise.resolve(),
  };
}
