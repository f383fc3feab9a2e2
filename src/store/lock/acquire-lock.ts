import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MicrofactoryError } from '../../engine/error.ts';
import { ifPresent, nodeFileSystem, systemCode, type FileSystem } from '../file-system.ts';
import { replaceFile } from '../replace-file.ts';
import { inStore } from '../store-error.ts';
import { writeFully } from '../write-fully.ts';
import { formatLock, isGone, parseLock, thisProcess, type LockContent, type Owner } from './owner.ts';

export interface Lock {
  /** Lets others have the lock; a second call does nothing. */
  release(): Promise<void>;
}

/*
 * Each taking of the lock is a file with the next number, created exclusively; the highest number is the lock.
 * Deleting a stale lock file and creating another could remove the one a rival just created; numbers are never
 * used again, so who took over from an old view finds a higher number and has lost.
 */
const LOCK_FILE = /^(\d{6,})\.json$/;
const UNREADABLE_PAUSE_MS = 100;
const UNREADABLE_TRIES = 20;

interface Place {
  readonly fileSystem: FileSystem;
  readonly dir: string;
}

function pathOf(place: Place, number: number): string {
  return join(place.dir, `${String(number).padStart(6, '0')}.json`);
}

async function numbersIn(place: Place): Promise<number[]> {
  const names = await place.fileSystem.readdir(place.dir);
  return names.flatMap((name) => {
    const match = LOCK_FILE.exec(name);
    return match === null ? [] : [Number(match[1])];
  });
}

async function highest(place: Place): Promise<number> {
  return Math.max(0, ...(await numbersIn(place)));
}

/** Reads the lock; one that is being written this moment is waited for. Undefined when it was removed meanwhile. */
async function readLock(place: Place, number: number): Promise<LockContent | undefined> {
  for (let tries = 1; ; tries += 1) {
    const bytes = await ifPresent(place.fileSystem.readFile(pathOf(place, number)));
    if (bytes === undefined) return undefined;
    const content = parseLock(new TextDecoder().decode(bytes));
    if (content !== 'unreadable' || tries === UNREADABLE_TRIES) return content;
    await delay(UNREADABLE_PAUSE_MS);
  }
}

function busy(place: Place, number: number, owner: Owner): MicrofactoryError {
  const { pid, host } = owner;
  const message = `Another process (${pid} on ${host}) is working on this session: stop it first, or, if it no longer runs, delete ${pathOf(place, number)}.`;
  return new MicrofactoryError({ code: 'busy', message, retryable: true, data: { pid, host } });
}

/** Returns false when somebody else took that number first. */
async function create(place: Place, number: number, owner: Owner): Promise<boolean> {
  const path = pathOf(place, number);
  try {
    const file = await place.fileSystem.open(path, 'wx');
    try {
      await writeFully(file, Buffer.from(formatLock(owner)));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function removeLower(place: Place, number: number): Promise<void> {
  for (const other of await numbersIn(place)) {
    if (other < number) await ifPresent(place.fileSystem.unlink(pathOf(place, other)));
  }
}

/** Returns the number of the lock taken, or undefined when a rival was quicker and the lock must be looked at again. */
async function tryToTake(place: Place, owner: Owner): Promise<number | undefined> {
  const current = await highest(place);
  const content = current === 0 ? 'released' : await readLock(place, current);
  if (content === undefined) return undefined;
  if (typeof content === 'object' && !(await isGone(content))) throw busy(place, current, content);
  const number = current + 1;
  if (!(await create(place, number, owner))) return undefined;
  if ((await highest(place)) > number) {
    await ifPresent(place.fileSystem.unlink(pathOf(place, number)));
    return undefined;
  }
  await removeLower(place, number);
  return number;
}

async function release(place: Place, number: number): Promise<void> {
  // The file stays, marked: its number must not be used again.
  if ((await highest(place)) === number) {
    await replaceFile(place.fileSystem, pathOf(place, number), formatLock('released'));
  }
}

/** Returns true while a living process holds the lock of the folder; takes nothing. */
export async function isLocked(dir: string, fileSystem: FileSystem = nodeFileSystem): Promise<boolean> {
  const place: Place = { dir, fileSystem };
  return inStore('look at the lock', dir, async () => {
    const current = (await ifPresent(fileSystem.stat(dir))) === undefined ? 0 : await highest(place);
    const content = current === 0 ? undefined : await readLock(place, current);
    return typeof content === 'object' && !(await isGone(content));
  });
}

export interface AcquireLockOptions {
  /** The lock's own folder; created when missing. */
  readonly dir: string;
  readonly fileSystem?: FileSystem;
  /** Who takes it. Default: this process. */
  readonly owner?: Owner;
}

/**
 * Returns the lock of the folder, taken over from its owner when that process no longer runs on this host.
 * Throws `busy`, naming process and host, when it does; `store` when the folder cannot be used.
 */
export async function acquireLock(options: AcquireLockOptions): Promise<Lock> {
  const place: Place = { dir: options.dir, fileSystem: options.fileSystem ?? nodeFileSystem };
  return inStore('lock the session', place.dir, async () => {
    await place.fileSystem.makeFolder(place.dir);
    const owner = options.owner ?? (await thisProcess());
    let number = await tryToTake(place, owner);
    while (number === undefined) number = await tryToTake(place, owner);
    const taken = number;
    let released: Promise<void> | undefined;
    return {
      release: () => (released ??= inStore('release the lock', place.dir, () => release(place, taken))),
    };
  });
}
