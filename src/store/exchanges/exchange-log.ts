import { classified } from '../../engine/error.ts';
import type { Blobs } from '../../engine/ports/blobs.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Exchange } from '../../engine/ports/exchange.ts';
import type { FileSystem } from '../file-system.ts';
import { lastSegmentMark } from '../journal/last-segment-mark.ts';
import { openJournal, type WritableJournal } from '../journal/open-journal.ts';
import { inStore } from '../store-error.ts';
import { exchangeEvent, TextShelf } from './stored-exchange.ts';

/** Small, because a page is read by the segment. */
const SEGMENT_BYTES = 4 * 1024 * 1024;
/** Beyond that the disk is slower than the models, and exchanges would fill the memory. */
const MOST_WAITING = 1000;

/** The record of a session's requests to models, beside its journal. Nothing depends on it: what fails is said once, and the work goes on. */
export interface ExchangeLog {
  /** Queues the exchange, which holds no key. Never throws. */
  record(exchange: Exchange): void;
  /** Resolves when what was recorded so far can be read, or was given up. */
  written(): Promise<void>;
  /** Writes what waits, and lets go of the files. Never rejects. */
  close(): Promise<void>;
}

export interface ExchangeLogOptions {
  /** Created with the first exchange: sessions that ask no model have none. */
  readonly dir: string;
  readonly blobs: Blobs;
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  /** Told once, in a sentence, when recording fails or falls behind. */
  readonly onFailure: (sentence: string) => void;
}

/** Returns the log of a session that this process owns; nothing is touched before the first exchange. */
export function openExchangeLog(options: ExchangeLogOptions): ExchangeLog {
  return new FolderOfExchanges(options);
}

class FolderOfExchanges implements ExchangeLog {
  readonly #options: ExchangeLogOptions;
  readonly #shelf: TextShelf;
  #journal: WritableJournal | undefined;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #hasFailed = false;
  #isClosed = false;
  #isBehind = false;

  constructor(options: ExchangeLogOptions) {
    this.#options = options;
    this.#shelf = new TextShelf(options.blobs);
  }

  record(exchange: Exchange): void {
    if (this.#hasFailed || this.#isClosed) return;
    if (this.#waiting >= MOST_WAITING) return this.#fallBehind();
    this.#waiting += 1;
    // One after the other: entries stand in the order in which requests ended.
    this.#last = this.#last.then(() => this.#write(exchange));
  }

  async written(): Promise<void> {
    await this.#last;
    await this.#journal?.written().catch((error: unknown) => this.#fail(error));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
    await this.#journal?.close().catch((error: unknown) => this.#fail(error));
  }

  async #write(exchange: Exchange): Promise<void> {
    try {
      if (this.#hasFailed) return;
      this.#journal ??= await this.#opened();
      this.#journal.append(await exchangeEvent(exchange, this.#shelf));
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Only the last segment is checked: a log of a million requests opens as fast as one of ten. */
  #opened(): Promise<WritableJournal> {
    const { dir, fileSystem, clock, onFailure } = this.#options;
    return inStore('open the record of requests', dir, async () => {
      const trusted = await lastSegmentMark(fileSystem, dir);
      return openJournal({
        dir,
        fileSystem,
        clock,
        segmentBytes: SEGMENT_BYTES,
        trusted,
        onCompactionFailure: onFailure,
      });
    });
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const why = classified(error).message;
    this.#options.onFailure(`Requests to models are not recorded any more, and the session goes on: ${why}`);
  }

  #fallBehind(): void {
    if (this.#isBehind) return;
    this.#isBehind = true;
    this.#options.onFailure(
      'The disk is slower than the models: some of their requests are missing from the record, and the session goes on.',
    );
  }
}
