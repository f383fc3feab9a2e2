import { dirname } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';
import type { Blobs } from '../engine/ports/blobs.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { JournalEntry } from '../engine/ports/journal.ts';
import { openExchangeLog, type ExchangeLog } from './exchanges/exchange-log.ts';
import type { FileSystem } from './file-system.ts';
import { systemCode } from './file-system.ts';
import type { SessionPaths } from './home.ts';
import { openInbox, type Inbox } from './inbox.ts';
import type { JournalDamage } from './journal/damage.ts';
import { openJournal, type WritableJournal } from './journal/open-journal.ts';
import { readJournal } from './journal/read-journal.ts';
import { acquireLock, type Lock } from './lock/acquire-lock.ts';
import { KeptSnapshot } from './kept-snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import { inStore } from './store-error.ts';
import { Warnings } from './warnings.ts';

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
  readonly exchanges: ExchangeLog;
  /** What was wrong with the journal when it was opened. */
  readonly damage: readonly JournalDamage[];
  /** Has the listener told, in a sentence, of what went wrong beside the work and lost nothing; also of what did before. One listener. */
  onWarning(listener: (sentence: string) => void): void;
  /** Undefined when there is none that can be trusted, or it is not of this journal. */
  readSnapshot(): Promise<Snapshot | undefined>;
  /** Syncs the journal, then replaces the snapshot; throws `internal` when the journal has no such entry. */
  writeSnapshot(snapshot: Snapshot): Promise<void>;
  /** Syncs and closes the journal and lets others own the session. */
  close(): Promise<void>;
}

/** What every session of a store shares. */
export interface SessionEnvironment {
  readonly fileSystem: FileSystem;
  /** Size of a journal's segments; undefined: as `openJournal` has it. */
  readonly segmentBytes: number | undefined;
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
  const { paths } = place;
  const kept = await KeptSnapshot.open(place);
  const damage: JournalDamage[] = [];
  const warnings = new Warnings();
  const journal = await openJournal({
    dir: paths.journal,
    fileSystem: place.fileSystem,
    clock: place.clock,
    segmentBytes: place.segmentBytes,
    trusted: kept.mark,
    onDamage: (found) => damage.push(found),
    onCompactionFailure: (sentence) => warnings.add(`${sentence} Nothing is lost: the session goes on.`),
  });
  const exchanges = openExchangeLog({
    dir: paths.exchanges,
    blobs: place.blobs,
    fileSystem: place.fileSystem,
    clock: place.clock,
    onFailure: (sentence) => warnings.add(sentence),
  });
  const close = async (): Promise<void> => {
    try {
      await exchanges.close();
      await journal.close();
    } finally {
      await lock.release();
    }
  };
  try {
    // Before anything is appended: events that replace what the journal lost must not make the snapshot look right again.
    if (!journal.holdsTrusted) await kept.drop();
  } catch (error) {
    await journal.close();
    throw error;
  }
  return {
    ...readableSession(place),
    journal,
    exchanges,
    damage,
    onWarning: (listener) => warnings.hear(listener),
    readSnapshot: () => kept.read(),
    writeSnapshot: (snapshot) => kept.write(snapshot, journal),
    close,
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
