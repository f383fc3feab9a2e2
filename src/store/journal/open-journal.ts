import { MicrofactoryError } from '../../engine/error.ts';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import type { Journal, JournalEntry, JournalEvent } from '../../engine/ports/journal.ts';
import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { inStore, storeError } from '../store-error.ts';
import { BackgroundCompaction } from './background-compaction.ts';
import type { JournalDamage } from './damage.ts';
import { formatLine, MAX_LINE_BYTES } from './line.ts';
import { Milestone } from './milestone.ts';
import { readJournal } from './read-journal.ts';
import { recoverJournal } from './recover-journal.ts';
import { SegmentWriter } from './segment-writer.ts';

const SYNC_WITHIN_MS = 50;
const DEFAULT_SEGMENT_BYTES = 16 * 1024 * 1024;

/** A journal of which this process is the one writer. */
export interface WritableJournal extends Journal {
  /** Sequence number of the last event appended; 0 when there is none. */
  readonly lastSeq: number;
}

interface WriterOptions {
  readonly dir: string;
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly lastSeq: number;
  readonly segments: SegmentWriter;
  /** Undefined when closed segments stay as they are. */
  readonly compaction: BackgroundCompaction | undefined;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Group commit: one loop writes whatever was appended since its last write, and syncs when somebody asks or 50 ms are over. */
class JournalWriter implements WritableJournal {
  readonly #options: WriterOptions;
  readonly #written: Milestone;
  readonly #synced: Milestone;
  #seq: number;
  #pending: string[] = [];
  #syncIsDue = false;
  #syncTimer: NodeJS.Timeout | undefined;
  #isDraining = false;
  #failure: MicrofactoryError | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#seq = options.lastSeq;
    this.#written = new Milestone(options.lastSeq);
    this.#synced = new Milestone(options.lastSeq);
  }

  get lastSeq(): number {
    return this.#seq;
  }

  append(event: JournalEvent): number {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#closing !== undefined) throw this.#refusal('is closed: open the session again to append to it');
    const line = formatLine(this.#seq + 1, this.#options.clock.now(), event);
    if (line.length * 3 > MAX_LINE_BYTES && Buffer.byteLength(line) > MAX_LINE_BYTES) {
      throw this.#refusal(
        `takes no event (${event.type}) above ${MAX_LINE_BYTES} bytes: put its content in a blob`,
      );
    }
    this.#pending.push(line);
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
    await this.written();
    yield* readJournal(this.#options.dir, { afterSeq, fileSystem: this.#options.fileSystem });
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
    const batch = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    if (segments.isFull) await this.#rotate();
    await segments.write(batch);
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
    this.#pending = [];
    this.#syncIsDue = false;
    clearTimeout(this.#syncTimer);
    this.#written.fail(this.#failure);
    this.#synced.fail(this.#failure);
  }

  #refusal(what: string): MicrofactoryError {
    return new MicrofactoryError({ code: 'store', message: `The journal in ${this.#options.dir} ${what}.` });
  }
}

export interface OpenJournalOptions {
  readonly dir: string;
  readonly fileSystem?: FileSystem;
  readonly clock?: Clock;
  /** A segment that has grown to this size is followed by another. Default 16 MiB. */
  readonly segmentBytes?: number;
  /** Sequence number of an entry that a valid snapshot vouches for: segments before it are not read. Default 0: every line is checked. */
  readonly trustedSeq?: number;
  /** Whether closed segments are compressed in the background. Default true. */
  readonly compact?: boolean;
  /** Called with a sentence for the user when compressing a closed segment fails for the first time; the journal goes on. */
  readonly onCompactionFailure?: (sentence: string) => void;
  /** Called once for each damage found while opening. */
  readonly onDamage?: (damage: JournalDamage) => void;
}

/**
 * Returns the journal in the folder (created when missing), ready to append after its valid prefix. The caller holds the session's lock.
 * Throws `store` when the folder cannot be used or a newer Microfactory wrote the journal.
 */
export async function openJournal(options: OpenJournalOptions): Promise<WritableJournal> {
  const { dir, fileSystem = nodeFileSystem, clock = systemClock } = options;
  const segmentBytes = options.segmentBytes ?? DEFAULT_SEGMENT_BYTES;
  return inStore('open the journal', dir, async () => {
    await fileSystem.makeFolder(dir);
    const { lastSeq, segment, damage } = await recoverJournal(fileSystem, dir, options.trustedSeq);
    for (const found of damage) options.onDamage?.(found);
    const segments = await SegmentWriter.open({ fileSystem, dir, segmentBytes, segment });
    const onFailure = options.onCompactionFailure;
    const compaction =
      options.compact === false ? undefined : new BackgroundCompaction({ dir, fileSystem, onFailure });
    return new JournalWriter({ dir, fileSystem, clock, lastSeq, segments, compaction });
  });
}
