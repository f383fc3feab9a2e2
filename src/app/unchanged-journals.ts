import type { JournalEntry } from '../engine/ports/journal.ts';
import { nodeFileSystem, type FileSystem } from '../store/file-system.ts';
import { listSegments } from '../store/journal/segments.ts';
import type { Store } from '../store/open-store.ts';

/** Sessions that are remembered: more than anybody looks at in turn. */
const MOST_REMEMBERED = 64;

interface Read {
  /** How the journal's files were before it was read to its end. */
  readonly files: string;
  readonly lastSeq: number;
}

/** Reads journals for those who ask again and again: one that has not changed since it was read to its end is not opened. */
export class UnchangedJournals {
  readonly #store: Pick<Store, 'paths' | 'readEntries'>;
  readonly #fileSystem: FileSystem;
  readonly #read = new Map<string, Read>();

  constructor(store: Pick<Store, 'paths' | 'readEntries'>, fileSystem: FileSystem = nodeFileSystem) {
    this.#store = store;
    this.#fileSystem = fileSystem;
  }

  /** Gives the entries after that number. Throws `store` when they can't be read. */
  async *entries(id: string, afterSeq: number): AsyncGenerator<JournalEntry> {
    const files = await this.#filesOf(id);
    const known = this.#read.get(id);
    if (files !== undefined && known?.files === files && known.lastSeq === afterSeq) return;
    let lastSeq = afterSeq;
    for await (const entry of this.#store.readEntries(id, afterSeq)) {
      lastSeq = entry.seq;
      yield entry;
    }
    if (files !== undefined) this.#remember(id, { files, lastSeq });
  }

  /** Only the last segment grows, and each sync leaves it longer; undefined when that can't be looked up. */
  async #filesOf(id: string): Promise<string | undefined> {
    try {
      const segments = await listSegments(this.#fileSystem, this.#store.paths.session(id).journal);
      const last = segments.at(-1);
      if (last === undefined) return undefined;
      const { size, mtimeMs } = await this.#fileSystem.stat(last.path);
      return `${segments.length} ${last.path} ${size} ${mtimeMs}`;
    } catch {
      return undefined;
    }
  }

  #remember(id: string, read: Read): void {
    this.#read.delete(id);
    this.#read.set(id, read);
    const [oldest] = this.#read.keys();
    if (this.#read.size > MOST_REMEMBERED && oldest !== undefined) this.#read.delete(oldest);
  }
}
