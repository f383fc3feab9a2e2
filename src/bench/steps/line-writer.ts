import { writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

const LINES_A_WRITE = 512;
const SYNC_EVERY_MS = 50;

/** Writes lines to a file as cheaply as can be, and syncs it as often as a journal does. */
export class LineWriter {
  readonly #file: FileHandle;
  #lines: string[] = [];
  #bytes = 0;
  #syncing: Promise<void> | undefined;
  #syncedAt = performance.now();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<LineWriter> {
    return new LineWriter(await open(path, 'w'));
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes a line; resolves undefined when nothing has to be waited for. */
  add(line: string): Promise<void> | undefined {
    this.#lines.push(line);
    return this.#lines.length < LINES_A_WRITE ? undefined : this.#write();
  }

  /** Writes and syncs what is left, and closes the file. */
  async finish(): Promise<void> {
    if (this.#lines.length > 0) await this.#write();
    await this.#syncing;
    await this.#file.datasync();
    await this.#file.close();
  }

  /** Writes at once; a sync that is due runs beside the loop, as it does in a journal. */
  async #write(): Promise<void> {
    this.#bytes += writeSync(this.#file.fd, `${this.#lines.join('\n')}\n`);
    this.#lines = [];
    if (this.#syncing === undefined && performance.now() - this.#syncedAt >= SYNC_EVERY_MS) {
      this.#syncedAt = performance.now();
      this.#syncing = this.#file.datasync().finally(() => (this.#syncing = undefined));
    }
    await nextTurn();
  }
}
