import { dirname } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';
import type { Blobs } from '../engine/ports/blobs.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { JournalEntry } from '../engine/ports/journal.ts';
import type { FileSystem } from './file-system.ts';
import { systemCode } from './file-system.ts';
import type { SessionPaths } from './home.ts';
import { openInbox, type Inbox } from './inbox.ts';
import type { JournalDamage } from './journal/damage.ts';
import { openJournal, type WritableJournal } from './journal/open-journal.ts';
import { readJournal } from './journal/read-journal.ts';
import { acquireLock, type Lock } from './lock/acquire-lock.ts';
import { readSnapshot, writeSnapshot, type Snapshot } from './snapshot.ts';
import { inStore } from './store-error.ts';

/** A session as anybody may see it, its owner or not. */
export interface ReadableSession {
  readonly id: string;
  readonly dir: string;
  readonly paths: SessionPaths;
  readonly blobs: Blobs;
  readonly inbox: Inbox;
  /** Every valid entry after `afterSeq` (default 0) in order, also while the owner writes. */
  entries(afterSeq?: number): AsyncIterable<JournalEntry>;
  close(): Promise<void>;
}

/** A session of which this process is the one owner. */
export interface OwnedSession extends ReadableSession {
  readonly journal: WritableJournal;
  /** What was wrong with the journal when it was opened. */
  readonly damage: readonly JournalDamage[];
  /** Undefined when there is none to be trusted, or it is past the journal's end. */
  readSnapshot(): Promise<Snapshot | undefined>;
  /** Syncs the journal, then replaces the snapshot. */
  writeSnapshot(snapshot: Snapshot): Promise<void>;
  /** Syncs and closes the journal and lets others own the session. */
  close(): Promise<void>;
}

/** What every session of a store shares. */
export interface SessionEnvironment {
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly blobs: Blobs;
}

export interface SessionPlace extends SessionEnvironment {
  readonly id: string;
  readonly paths: SessionPaths;
}

/** Returns the session without owning it. */
export function readableSession(place: SessionPlace): ReadableSession {
  const { id, paths, blobs, fileSystem, clock } = place;
  return {
    id,
    dir: paths.dir,
    paths,
    blobs,
    inbox: openInbox({ dir: paths.inbox, fileSystem, clock }),
    entries: (afterSeq = 0) => readJournal(paths.journal, { afterSeq, fileSystem }),
    close: () => Promise.resolve(),
  };
}

/** Locks the session and opens its journal; throws `busy` when another process owns it. */
export async function ownedSession(place: SessionPlace): Promise<OwnedSession> {
  const lock = await acquireLock({ dir: place.paths.lock, fileSystem: place.fileSystem });
  try {
    return await withJournal(place, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function withJournal(place: SessionPlace, lock: Lock): Promise<OwnedSession> {
  const { paths, fileSystem, clock } = place;
  const damage: JournalDamage[] = [];
  const onDamage = (found: JournalDamage): void => void damage.push(found);
  const journal = await openJournal({ dir: paths.journal, fileSystem, clock, onDamage });
  const lastOnDisk = journal.lastSeq;
  return {
    ...readableSession(place),
    journal,
    damage,
    readSnapshot: async () => {
      const snapshot = await readSnapshot(paths.snapshot, fileSystem);
      return snapshot !== undefined && snapshot.seq <= lastOnDisk ? snapshot : undefined;
    },
    writeSnapshot: async (snapshot) => {
      await journal.synced();
      await writeSnapshot(paths.snapshot, snapshot, fileSystem);
    },
    close: async () => {
      try {
        await journal.close();
      } finally {
        await lock.release();
      }
    },
  };
}

/** Creates the session's folders; throws `usage` when there is a session of that id. */
export async function makeSessionFolders(place: SessionPlace): Promise<void> {
  const { id, paths, fileSystem } = place;
  await inStore('create the session', paths.dir, async () => {
    try {
      await fileSystem.makeNewFolder(paths.dir);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
      throw new MicrofactoryError({ code: 'usage', message: `There is a session ${id} already.` });
    }
    for (const folder of [paths.journal, paths.workspace, paths.inbox]) await fileSystem.makeFolder(folder);
    // A synced journal is worth nothing if power loss takes the folder it lies in.
    await fileSystem.syncFolder(paths.dir);
    await fileSystem.syncFolder(dirname(paths.dir));
  });
}
