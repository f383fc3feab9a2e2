import type { JsonRecord } from '../json.ts';

/** One line of a session's journal, as its reader sees it. */
export interface JournalEntry {
  /** Position in the session, from 1, without gaps. */
  readonly seq: number;
  /** Wall-clock time of the append, in milliseconds since 1970. Never used for ordering. */
  readonly at: number;
  readonly event: JournalEvent;
}

export type JournalEvent = JsonRecord & { readonly type: string };

/** A session's ordered, append-only record. One writer; see docs/storage.md. */
export interface Journal {
  /** Queues the event and returns its sequence number; events of one tick leave in one write. */
  append(event: JournalEvent): number;
  /** True while more is appended than its writing keeps up with: whoever can wait awaits `written()` before appending more. */
  readonly isBehind: boolean;
  /** Resolves when everything appended so far has reached the operating system (survives kill -9). */
  written(): Promise<void>;
  /** Resolves when everything appended so far is on the disk (survives power loss). */
  synced(): Promise<void>;
  /** Every valid entry after `afterSeq` (default 0) in order; a damaged tail was set aside when the journal was opened. */
  entries(afterSeq?: number): AsyncIterable<JournalEntry>;
  close(): Promise<void>;
}
