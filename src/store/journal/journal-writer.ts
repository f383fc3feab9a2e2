import { MicrofactoryError } from '../../engine/error.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Journal, JournalEntry, JournalEvent } from '../../engine/ports/journal.ts';
import type { FileSystem } from '../file-system.ts';
import { inStore, storeError } from '../store-error.ts';
import type { BackgroundCompaction } from './background-compaction.ts';
import type { EntryMark } from './entry-mark.ts';
import { draftLine, MAX_LINE_BYTES } from './line.ts';
import { LineBatch } from './line-batch.ts';
import { Milestone } from './milestone.ts';
import { readJournal } from './read-journal.ts';
import type { SegmentWriter } from './segment-writer.ts';

const SYNC_WITHIN_MS = 50;
/** As much as a write of some milliseconds takes; more would only fill the memory. */
const BEHIND_BYTES = 4 * 1024 * 1024;

/** A journal of which this process is the one writer. */
export interface WritableJournal extends Journal {
  /** Sequence number of the last event appended; 0 when there is none. */
  readonly lastSeq: number;
  /** The last event appended, or the beginning. */
  readonly last: EntryMark;
  /** Whether the trusted entry that it was opened with is in it; false when there was none. */
  readonly holdsTrusted: boolean;
}

export interface WriterOptions {
  readonly dir: string;
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly last: EntryMark;
  readonly holdsTrusted: boolean;
  readonly segments: SegmentWriter;
  /** Undefined when closed segments stay as they are. */
  readonly compaction: BackgroundCompaction | undefined;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Group commit: one loop writes whatever was appended since its last write, and syncs when somebody asks or 50 ms are over. */
export class JournalWriter implements WritableJournal {
  readonly #options: WriterOptions;
  readonly #written: Milestone;
  readonly #synced: Milestone;
  readonly holdsTrusted: boolean;
  #seq: number;
  #checksum: string;
  #pending = new LineBatch();
  /** What is being written. */
  #leaving = new LineBatch();
  #syncIsDue = false;
  #syncTimer: NodeJS.Timeout | undefined;
  #isDraining = false;
  #failure: MicrofactoryError | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: WriterOptions) {
    const { seq, checksum } = options.last;
    this.#options = options;
    this.holdsTrusted = options.holdsTrusted;
    this.#seq = seq;
    this.#checksum = checksum;
    this.#written = new Milestone(seq);
    this.#synced = new Milestone(seq);
  }

  get lastSeq(): number {
    return this.#seq;
  }

  get last(): EntryMark {
    return { seq: this.#seq, checksum: this.#checksum };
  }

  get isBehind(): boolean {
    return this.#pending.length + this.#leaving.length > BEHIND_BYTES;
  }

  append(event: JournalEvent): number {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#closing !== undefined) throw this.#refusal('is closed: open the session again to append to it');
    const line = draftLine(this.#seq + 1, this.#options.clock.now(), event);
    if (line.length * 3 > MAX_LINE_BYTES && Buffer.byteLength(line) > MAX_LINE_BYTES) {
      throw this.#refusal(
        `takes no event (${event.type}) above ${MAX_LINE_BYTES} bytes: put its content in a blob`,
      );
    }
    this.#checksum = this.#pending.add(line);
    this.#seq += 1;
    this.#wake();
    return this.#seq;
  }

  written(): Promise<void> {
    return this.#written.reach(this.#seq);
  }

  synced(): Promise<void> {
    if (this.#failure === undefined && this.#synced.reached < this.#seq) {
      this.#syncIsDue = true;
      this.#wake();
    }
    return this.#synced.reach(this.#seq);
  }

  async *entries(afterSeq = 0): AsyncGenerator<JournalEntry> {
    const { dir, fileSystem } = this.#options;
    const upTo = this.#seq;
    await this.written();
    let last = afterSeq;
    for await (const entry of readJournal(dir, { afterSeq, fileSystem })) {
      last = entry.seq;
      yield entry;
    }
    if (last < upTo) throw this.#endsTooEarly(last);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { compaction, segments, dir } = this.#options;
    const stopped = compaction?.stop();
    try {
      await this.synced();
    } finally {
      await stopped;
      await inStore('close the journal', dir, () => segments.close());
    }
  }

  #wake(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    void this.#drain();
  }

  async #drain(): Promise<void> {
    try {
      while (this.#pending.length > 0 || this.#syncIsDue) {
        // Everything that this turn of the event loop still appends goes into the same write.
        await nextTurn();
        // Taken before the write: what is asked for during it may wait for events that only the next write holds.
        const syncIsDue = this.#syncIsDue;
        this.#syncIsDue = false;
        if (this.#pending.length > 0) await this.#writePending();
        if (syncIsDue) await this.#syncWritten();
      }
    } catch (error) {
      this.#poison(error);
    } finally {
      this.#isDraining = false;
    }
  }

  async #writePending(): Promise<void> {
    const { segments } = this.#options;
    const upTo = this.#seq;
    [this.#pending, this.#leaving] = [this.#leaving, this.#pending];
    if (segments.isFull) await this.#rotate();
    await segments.write(this.#leaving.bytes);
    this.#leaving.clear();
    this.#written.advance(upTo);
    this.#syncTimer ??= setTimeout(() => this.#syncNow(), SYNC_WITHIN_MS);
  }

  async #rotate(): Promise<void> {
    const { segments, compaction } = this.#options;
    await segments.rotate();
    this.#synced.advance(this.#written.reached);
    compaction?.start(segments.number);
  }

  #syncNow(): void {
    this.#syncIsDue = true;
    this.#wake();
  }

  async #syncWritten(): Promise<void> {
    clearTimeout(this.#syncTimer);
    this.#syncTimer = undefined;
    const upTo = this.#written.reached;
    if (this.#synced.reached < upTo) await this.#options.segments.sync();
    this.#synced.advance(upTo);
  }

  /** After a failed write or sync nobody knows what the file holds: nothing more is appended until it is opened anew. */
  #poison(cause: unknown): void {
    this.#failure = storeError('write the journal', this.#options.dir, cause);
    this.#pending.clear();
    this.#leaving.clear();
    this.#syncIsDue = false;
    clearTimeout(this.#syncTimer);
    this.#written.fail(this.#failure);
    this.#synced.fail(this.#failure);
  }

  /** Segments before the trusted entry were not checked when it was opened. */
  #endsTooEarly(last: number): MicrofactoryError {
    return this.#refusal(
      `is damaged after entry ${last}, long before its end: delete the snapshot.json beside that folder and open the session again, to have what follows set aside and go on from there`,
    );
  }

  #refusal(what: string): MicrofactoryError {
    return new MicrofactoryError({ code: 'store', message: `The journal in ${this.#options.dir} ${what}.` });
  }
}
