import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { nodeFileSystem, type FileSystem } from '../../store/file-system.ts';
import { replaceFile } from '../../store/replace-file.ts';
import { removeHalfWritten } from './saved/half-written.ts';
import { indexFile, markOf, savedIndex, type SavedIndex } from './saved/index-file.ts';
import { SessionIndex, type LiveJournal, type ReadSession } from './session-index.ts';

/** Sessions whose indexes are kept: those that a person looks at in turn. */
const MOST_INDEXES = 4;
/** Fewer entries than this are read again sooner than an index is worth its file. */
const WORTH_SAVING = 50_000;
/** Saved again when so much was added: what is written in all stays a few times the last file. */
const GROWTH = 0.25;

export interface SessionIndexesOptions {
  readonly read: (id: string, afterSeq: number) => AsyncIterable<JournalEntry>;
  /** Returns the file that a session's index is saved in. */
  readonly file: (id: string) => string;
  readonly fileSystem?: FileSystem;
  readonly clock?: Clock;
  /** Entries that must be new before an index is saved. */
  readonly worthSaving?: number;
}

interface Kept {
  readonly index: SessionIndex;
  savedSeq: number;
  saving: Promise<void> | undefined;
}

/** Indexes of the sessions that were asked for last. A journal only grows, so that only what is new in it is read again. */
export class SessionIndexes {
  readonly #options: SessionIndexesOptions;
  readonly #fileSystem: FileSystem;
  readonly #clock: Clock;
  readonly #worthSaving: number;
  readonly #kept = new Map<string, Promise<Kept>>();
  readonly #open = new Map<string, SessionIndex>();

  constructor(options: SessionIndexesOptions) {
    this.#options = options;
    this.#fileSystem = options.fileSystem ?? nodeFileSystem;
    this.#clock = options.clock ?? systemClock;
    this.#worthSaving = options.worthSaving ?? WORTH_SAVING;
  }

  /** Returns the session as its journal says it is now; `live` for one that this process runs. Saved only while it rests. */
  async get(id: string, live?: LiveJournal): Promise<SessionIndex> {
    const opening = this.#kept.get(id) ?? this.#opened(id);
    this.#kept.delete(id);
    this.#kept.set(id, opening);
    this.#forgetOldest();
    try {
      const kept = await opening;
      await kept.index.catchUp(live);
      if (live === undefined) this.#saveIfGrown(id, kept);
      return kept.index;
    } catch (error) {
      // What was folded halfway is folded anew the next time.
      if (this.#kept.get(id) === opening) this.#drop(id);
      throw error;
    }
  }

  /** Call for every entry of a session that runs; costs nothing while nobody looks at it. */
  heard(id: string, entry: JournalEntry): void {
    this.#open.get(id)?.heard(entry);
  }

  /** Saves what would take long to read again. */
  async dispose(): Promise<void> {
    const all = [...this.#kept];
    this.#kept.clear();
    this.#open.clear();
    await Promise.all(all.map(async ([id, kept]) => this.#saveLast(id, kept)));
  }

  async #opened(id: string): Promise<Kept> {
    await this.#tidy(id);
    const read = (afterSeq: number): AsyncIterable<JournalEntry> => this.#options.read(id, afterSeq);
    const saved = await this.#saved(id);
    const fits = saved !== undefined && saved.view.id === id && (await isAtMark(saved, read));
    const index = new SessionIndex(read, fits ? saved : undefined);
    this.#open.set(id, index);
    return { index, savedSeq: index.view.seq, saving: undefined };
  }

  async #tidy(id: string): Promise<void> {
    try {
      await removeHalfWritten(this.#fileSystem, this.#options.file(id), this.#clock.now());
    } catch {
      // What is left takes room, nothing else; the next process tries again.
    }
  }

  async #saved(id: string): Promise<SavedIndex | undefined> {
    try {
      return await savedIndex(await this.#fileSystem.readFile(this.#options.file(id)));
    } catch {
      // It is only a copy: without it, the journal is read.
      return undefined;
    }
  }

  #saveIfGrown(id: string, kept: Kept): void {
    const { seq } = kept.index.view;
    if (seq - kept.savedSeq < Math.max(this.#worthSaving, kept.savedSeq * GROWTH)) return;
    kept.saving ??= this.#save(id, kept).finally(() => (kept.saving = undefined));
  }

  async #saveLast(id: string, opening: Promise<Kept>): Promise<void> {
    const kept = await opening.catch(() => undefined);
    await kept?.saving;
    if (kept !== undefined && kept.index.view.seq - kept.savedSeq >= this.#worthSaving)
      await this.#save(id, kept);
  }

  async #save(id: string, kept: Kept): Promise<void> {
    const { lastEntry, view } = kept.index;
    if (lastEntry === undefined) return;
    // Also when it fails: a full disk is not tried at every question.
    kept.savedSeq = view.seq;
    kept.index.settle();
    try {
      const file = await indexFile(kept.index, markOf(lastEntry));
      if (file !== undefined) await replaceFile(this.#fileSystem, this.#options.file(id), file);
    } catch {
      // Nothing is lost: the journal has it all.
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#kept;
    if (this.#kept.size <= MOST_INDEXES || oldest === undefined) return;
    const [id, kept] = oldest;
    this.#drop(id);
    void this.#saveLast(id, kept);
  }

  #drop(id: string): void {
    this.#kept.delete(id);
    this.#open.delete(id);
  }
}

/** True when the journal's entry is still the one that the saved index was read up to. */
async function isAtMark({ view, mark }: SavedIndex, read: ReadSession): Promise<boolean> {
  for await (const entry of read(view.seq - 1)) return markOf(entry) === mark;
  return false;
}
