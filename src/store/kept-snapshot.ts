import { dirname } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';
import { ifPresent, type FileSystem } from './file-system.ts';
import type { SessionPaths } from './home.ts';
import type { EntryMark } from './journal/entry-mark.ts';
import { markAt } from './journal/mark-at.ts';
import type { WritableJournal } from './journal/open-journal.ts';
import { readSnapshot, writeSnapshot, type Snapshot } from './snapshot.ts';
import { inStore } from './store-error.ts';

/** The snapshot file of a session that this process owns, and the journal's entry that it stands for. */
export class KeptSnapshot {
  readonly #paths: SessionPaths;
  readonly #fileSystem: FileSystem;
  #mark: EntryMark | undefined;

  private constructor(paths: SessionPaths, fileSystem: FileSystem, mark: EntryMark | undefined) {
    this.#paths = paths;
    this.#fileSystem = fileSystem;
    this.#mark = mark;
  }

  /** Looks at the snapshot that is there. Throws `store`. */
  static async open(place: {
    readonly paths: SessionPaths;
    readonly fileSystem: FileSystem;
  }): Promise<KeptSnapshot> {
    const { paths, fileSystem } = place;
    const found = await readSnapshot(paths.snapshot, fileSystem);
    const mark = found === undefined ? undefined : { seq: found.seq, checksum: found.checksum };
    return new KeptSnapshot(paths, fileSystem, mark);
  }

  /** The entry it stands for; undefined when there is no snapshot that can be trusted. */
  get mark(): EntryMark | undefined {
    return this.#mark;
  }

  /** Deletes a snapshot that is not of this journal, so that power loss does not bring it back either. Throws `store`. */
  async drop(): Promise<void> {
    if (this.#mark === undefined) return;
    this.#mark = undefined;
    const { snapshot } = this.#paths;
    await inStore('delete the snapshot', snapshot, async () => {
      await ifPresent(this.#fileSystem.unlink(snapshot));
      await this.#fileSystem.syncFolder(dirname(snapshot));
    });
  }

  /** Returns the snapshot as it is now, or undefined when there is none for the journal. Throws `store`. */
  async read(): Promise<Snapshot | undefined> {
    const found = await readSnapshot(this.#paths.snapshot, this.#fileSystem);
    if (found === undefined || found.seq !== this.#mark?.seq) return undefined;
    return found.checksum === this.#mark.checksum ? { seq: found.seq, state: found.state } : undefined;
  }

  /** Syncs the journal, then replaces the snapshot. Throws `store`, or `internal` when the journal has no such entry. */
  async write(snapshot: Snapshot, journal: WritableJournal): Promise<void> {
    const { last } = journal;
    await journal.synced();
    const mark = snapshot.seq === last.seq ? last : await this.#markOf(snapshot.seq);
    await writeSnapshot(this.#paths.snapshot, { ...mark, state: snapshot.state }, this.#fileSystem);
    this.#mark = mark;
  }

  async #markOf(seq: number): Promise<EntryMark> {
    const mark = await markAt(this.#paths.journal, seq, this.#fileSystem);
    if (mark !== undefined) return mark;
    throw new MicrofactoryError({
      code: 'internal',
      message: `A snapshot is of entry ${seq}, which the journal in ${this.#paths.journal} does not have.`,
    });
  }
}
