import type { FileSystem } from '../file-system.ts';
import { compactJournal } from './compact-journal.ts';

export interface BackgroundCompactionOptions {
  readonly dir: string;
  readonly fileSystem: FileSystem;
  /** Called with a sentence for the user, at the first failure only. */
  readonly onFailure: ((sentence: string) => void) | undefined;
}

/** Compresses the closed segments of a journal that is being written; its failures harm nothing but disk space. */
export class BackgroundCompaction {
  readonly #options: BackgroundCompactionOptions;
  readonly #abort = new AbortController();
  #below = 0;
  #running: Promise<void> | undefined;
  #hasFailed = false;

  constructor(options: BackgroundCompactionOptions) {
    this.#options = options;
  }

  /** Begins, or goes on afterwards, to compress the segments below the number. */
  start(below: number): void {
    this.#below = below;
    this.#running ??= this.#run();
  }

  /** Resolves when nothing is running any more; a segment that was being compressed stays as it was. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    let done = 0;
    while (done < this.#below && !this.#abort.signal.aborted) {
      done = this.#below;
      await this.#compact(done);
    }
    this.#running = undefined;
  }

  async #compact(below: number): Promise<void> {
    const { dir, fileSystem, onFailure } = this.#options;
    try {
      await compactJournal(dir, { fileSystem, below, signal: this.#abort.signal });
    } catch (error) {
      if (!this.#hasFailed) onFailure?.(error instanceof Error ? error.message : String(error));
      this.#hasFailed = true;
    }
  }
}
