import { MicrofactoryError } from '../engine/error.ts';
import type { Json } from '../engine/json.ts';
import type { Approvals } from '../engine/ports/approvals.ts';
import type { Blobs } from '../engine/ports/blobs.ts';
import { systemClock, type Clock } from '../engine/ports/clock.ts';
import type { JournalEntry } from '../engine/ports/journal.ts';
import { openApprovals } from './approvals.ts';
import { openBlobs } from './blobs.ts';
import { markChanged, watchChanges, type ChangesOptions } from './changes.ts';
import { ifPresent, nodeFileSystem, type FileSystem } from './file-system.ts';
import { checkFormat } from './format-version.ts';
import { defaultHome, homePaths, type HomePaths } from './home.ts';
import { prune, type Pruned, type PruneWish } from './housekeeping/prune.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { makeSyncedFolder } from './make-synced-folder.ts';
import { listSessionIds } from './list-sessions.ts';
import { removeUnbegunSession } from './remove-session.ts';
import { isLocked } from './lock/acquire-lock.ts';
import { makeSessionFolders, ownedSession, readableSession } from './session.ts';
import type { OwnedSession, ReadableSession, SessionPlace } from './session.ts';
import { matchSessionId } from './session-id.ts';
import { inStore } from './store-error.ts';
import { exportSession } from './transfer/export-session.ts';
import { importSession, type ImportOptions } from './transfer/import-session.ts';

/** All sessions of a user on disk; see docs/storage.md. Its methods throw `store` when the disk refuses. */
export interface Store {
  readonly paths: HomePaths;
  readonly blobs: Blobs;
  readonly approvals: Approvals;
  /** Creates the session and owns it; throws `usage` when the id is no UUID or taken. */
  createSession(id: string): Promise<OwnedSession>;
  /** Opens a session to write (throws `busy` when another process owns it) or to read; throws `not-found` when there is none. */
  openSession(id: string, options: { readonly write: true }): Promise<OwnedSession>;
  openSession(id: string, options: { readonly write: false }): Promise<ReadableSession>;
  /** Removes a session that never began: one whose journal is empty. Throws `usage` for any other, `busy` for one that is owned. */
  removeSession(id: string): Promise<void>;
  /** Returns true while a living process owns the session. */
  isOwned(id: string): Promise<boolean>;
  /** Ids by recent activity (the summary's last change), newest first. */
  listSessions(query?: { readonly limit?: number | undefined }): Promise<readonly string[]>;
  /** Returns the id that begins with the prefix; throws `not-found`, or `usage` naming the several that do. */
  findSession(prefix: string): Promise<string>;
  /** Replaces the session's summary, which lists of sessions are made of. */
  writeSummary(id: string, summary: Json): Promise<void>;
  /** Calls back, a moment later, with the ids of sessions whose summary was written or that were removed, by whichever process; returns what ends it. */
  watchSessions(listener: (ids: readonly string[]) => void): () => void;
  /** Returns the summary, or undefined when none was written yet. */
  readSummary(id: string): Promise<Json | undefined>;
  readEntries(id: string, afterSeq?: number): AsyncIterable<JournalEntry>;
  /** Removes sessions that nobody needs, and blobs that none names; see `prune`. Throws `busy` while another process prunes. */
  prune(wish: PruneWish): Promise<Pruned>;
  /** True for a session that came from another store: it is only looked at. */
  isImported(id: string): Promise<boolean>;
  /** Writes a session that rests into a new file; returns its size. Throws `busy` when a process owns it. */
  exportSession(id: string, target: string, signal?: AbortSignal): Promise<{ readonly bytes: number }>;
  /** Places an exported session here, to be looked at only, or refuses it with a sentence and leaves nothing; returns its id. */
  importSession(source: string, summarise: ImportOptions['summarise'], signal?: AbortSignal): Promise<string>;
}

export interface OpenStoreOptions {
  /** Default: `MICROFACTORY_HOME`, else `~/.microfactory`. */
  readonly home?: string | undefined;
  readonly fileSystem?: FileSystem;
  readonly clock?: Clock;
  /** A segment of a journal that has grown to this size is followed by another. Default 16 MiB. */
  readonly segmentBytes?: number | undefined;
}

class FolderStore implements Store {
  readonly paths: HomePaths;
  readonly blobs: Blobs;
  readonly approvals: Approvals;
  readonly #fileSystem: FileSystem;
  readonly #clock: Clock;
  readonly #segmentBytes: number | undefined;

  constructor(paths: HomePaths, fileSystem: FileSystem, options: OpenStoreOptions) {
    const { clock = systemClock, segmentBytes } = options;
    this.paths = paths;
    this.#fileSystem = fileSystem;
    this.#clock = clock;
    this.#segmentBytes = segmentBytes;
    this.blobs = openBlobs({ dir: paths.blobs, fileSystem });
    this.approvals = openApprovals({ dir: paths.approvals, fileSystem, clock });
  }

  #place(id: string): SessionPlace {
    const paths = this.paths.session(id);
    const [fileSystem, clock, segmentBytes] = [this.#fileSystem, this.#clock, this.#segmentBytes];
    return { id, paths, blobs: this.blobs, fileSystem, clock, segmentBytes };
  }

  async createSession(id: string): Promise<OwnedSession> {
    const place = this.#place(id);
    await makeSessionFolders(place);
    return ownedSession(place);
  }

  openSession(id: string, options: { readonly write: true }): Promise<OwnedSession>;
  openSession(id: string, options: { readonly write: false }): Promise<ReadableSession>;
  async openSession(id: string, options: { readonly write: boolean }): Promise<ReadableSession> {
    const place = this.#place(id);
    const found = await inStore('open the session', place.paths.dir, () =>
      ifPresent(this.#fileSystem.stat(place.paths.dir)),
    );
    if (found === undefined) {
      throw new MicrofactoryError({
        code: 'not-found',
        message: `There is no session ${id} in ${this.paths.home}.`,
      });
    }
    if (!options.write) return readableSession(place);
    if (await this.isImported(id)) throw onlyToLookAt(id);
    return ownedSession(place);
  }

  async removeSession(id: string): Promise<void> {
    await removeUnbegunSession(this.#place(id));
    await markChanged(this.#changes(), id);
  }

  isOwned(id: string): Promise<boolean> {
    return isLocked(this.paths.session(id).lock, this.#fileSystem);
  }

  listSessions(query: { readonly limit?: number | undefined } = {}): Promise<readonly string[]> {
    return listSessionIds(this.#fileSystem, this.paths, query.limit);
  }

  async findSession(prefix: string): Promise<string> {
    return matchSessionId(prefix, await this.listSessions());
  }

  async writeSummary(id: string, summary: Json): Promise<void> {
    await writeJsonFile(this.#fileSystem, this.paths.session(id).summary, summary);
    await markChanged(this.#changes(), id);
  }

  watchSessions(listener: (ids: readonly string[]) => void): () => void {
    return watchChanges(this.#changes(), listener);
  }

  #changes(): ChangesOptions {
    return { dir: this.paths.changes, fileSystem: this.#fileSystem };
  }

  async readSummary(id: string): Promise<Json | undefined> {
    return readJsonFile(this.#fileSystem, this.paths.session(id).summary);
  }

  readEntries(id: string, afterSeq = 0): AsyncIterable<JournalEntry> {
    return readableSession(this.#place(id)).entries(afterSeq);
  }

  prune(wish: PruneWish): Promise<Pruned> {
    return prune({ ...wish, paths: this.paths, fileSystem: this.#fileSystem, clock: this.#clock });
  }

  async isImported(id: string): Promise<boolean> {
    const { imported } = this.paths.session(id);
    const mark = inStore('open the session', imported, () => ifPresent(this.#fileSystem.stat(imported)));
    return (await mark) !== undefined;
  }

  async exportSession(id: string, target: string, signal?: AbortSignal): Promise<{ readonly bytes: number }> {
    const session = await this.openSession(id, { write: true });
    try {
      const { paths } = this;
      return await exportSession({ fileSystem: this.#fileSystem, paths, session, target, signal });
    } finally {
      await session.close();
    }
  }

  async importSession(
    source: string,
    summarise: ImportOptions['summarise'],
    signal?: AbortSignal,
  ): Promise<string> {
    const { paths } = this;
    const id = await importSession({ fileSystem: this.#fileSystem, paths, source, summarise, signal });
    await markChanged(this.#changes(), id);
    return id;
  }
}

function onlyToLookAt(id: string): MicrofactoryError {
  const message = `Session ${id} was imported and can only be looked at: go on with it where it was exported.`;
  return new MicrofactoryError({ code: 'usage', message });
}

/** Returns the store of a folder, created when missing. Throws `store` when it cannot be used or is of a newer Microfactory. */
export async function openStore(options: OpenStoreOptions = {}): Promise<Store> {
  const fileSystem = options.fileSystem ?? nodeFileSystem;
  const paths = homePaths(options.home ?? defaultHome());
  await inStore('open the store', paths.home, async () => {
    const exists = async (path: string): Promise<boolean> =>
      (await ifPresent(fileSystem.stat(path))) !== undefined;
    // Written last: without it a kill may have left names that power loss could still take.
    const isFounded = await exists(paths.format);
    for (const folder of [paths.home, paths.sessions, paths.blobs, paths.deliveries, paths.changes]) {
      if (!isFounded || !(await exists(folder))) await makeSyncedFolder(fileSystem, folder);
    }
    await checkFormat(fileSystem, paths.format);
  });
  return new FolderStore(paths, fileSystem, options);
}
