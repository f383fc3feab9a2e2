import { randomUUID } from 'node:crypto';
import { watch as watchFolder } from 'node:fs';
import { join } from 'node:path';
import { parseJson, type Json } from '../engine/json.ts';
import { systemClock, type Clock } from '../engine/ports/clock.ts';
import { ifPresent, nodeFileSystem, type FileSystem } from './file-system.ts';
import { replaceFile } from './replace-file.ts';
import { inStore } from './store-error.ts';

/** Messages that other processes leave for the owner of a session. */
export interface Inbox {
  /** Leaves a message; it survives a kill of either side. */
  put(message: Json): Promise<void>;
  /**
   * Gives the waiting messages one by one, oldest first, and removes each when its `handle` resolved (by then it must be recorded:
   * a kill before gives it again). Returns how many there were. A second call waits for the first.
   */
  take(handle: (message: Json) => Promise<void>): Promise<number>;
  /** Calls the listener soon after messages came (also for those already there); returns what ends it. Keeps no process alive. */
  watch(listener: () => void): () => void;
}

const MESSAGE = /^\d{16}-[0-9a-f-]+\.json$/;
const POLL_MS = 2_000;

export interface OpenInboxOptions {
  readonly dir: string;
  readonly fileSystem?: FileSystem;
  readonly clock?: Clock;
  /** How often to look where the system does not tell of changes, in milliseconds. */
  readonly pollMs?: number;
}

class FolderInbox implements Inbox {
  readonly #dir: string;
  readonly #fileSystem: FileSystem;
  readonly #clock: Clock;
  readonly #pollMs: number;
  #lastStamp = 0;
  #taking: Promise<unknown> = Promise.resolve();

  constructor(options: OpenInboxOptions) {
    this.#dir = options.dir;
    this.#fileSystem = options.fileSystem ?? nodeFileSystem;
    this.#clock = options.clock ?? systemClock;
    this.#pollMs = options.pollMs ?? POLL_MS;
  }

  put(message: Json): Promise<void> {
    // Messages of one process keep their order whatever its clock does.
    this.#lastStamp = Math.max(this.#lastStamp + 1, Math.floor(this.#clock.now()));
    const name = `${String(this.#lastStamp).padStart(16, '0')}-${randomUUID()}.json`;
    return inStore('leave a message', this.#dir, async () => {
      await this.#fileSystem.makeFolder(this.#dir);
      await replaceFile(this.#fileSystem, join(this.#dir, name), JSON.stringify(message));
    });
  }

  take(handle: (message: Json) => Promise<void>): Promise<number> {
    const taken = this.#taking.then(() => this.#takeAll(handle));
    this.#taking = taken.catch(() => undefined);
    return taken;
  }

  async #waiting(): Promise<string[]> {
    const names = (await ifPresent(this.#fileSystem.readdir(this.#dir))) ?? [];
    return names.filter((name) => MESSAGE.test(name)).sort();
  }

  async #takeAll(handle: (message: Json) => Promise<void>): Promise<number> {
    const names = await inStore('look for messages', this.#dir, () => this.#waiting());
    for (const name of names) {
      const path = join(this.#dir, name);
      const bytes = await inStore('read a message', this.#dir, () => this.#fileSystem.readFile(path));
      const message = parseJson(new TextDecoder().decode(bytes));
      if (message !== undefined) await handle(message as Json);
      // What is no JSON was not left by `put`: it is kept, under a name that is not looked at.
      const remove = () =>
        message === undefined
          ? this.#fileSystem.rename(path, `${path}.damaged`)
          : this.#fileSystem.unlink(path);
      await inStore('remove a message', this.#dir, remove);
    }
    return names.length;
  }

  watch(listener: () => void): () => void {
    let ended = false;
    const look = async (): Promise<void> => {
      const names = await this.#waiting();
      if (names.length > 0 && !ended) listener();
    };
    // A folder that cannot be read now is looked at again with the next poll; `take` reports it.
    const lookQuietly = (): void => void look().catch(() => undefined);
    const poll = setInterval(lookQuietly, this.#pollMs).unref();
    const stopWatching = this.#watchFolder(lookQuietly);
    lookQuietly();
    return () => {
      ended = true;
      clearInterval(poll);
      stopWatching();
    };
  }

  /** Watching fails on some network drives and when watches run out: polling alone does then. */
  #watchFolder(changed: () => void): () => void {
    try {
      const watcher = watchFolder(this.#dir, { persistent: false }, changed);
      watcher.on('error', () => watcher.close());
      return () => watcher.close();
    } catch {
      return () => undefined;
    }
  }
}

/** Returns the inbox of a folder, which appears with the first message (watching is quicker when it is there before). */
export function openInbox(options: OpenInboxOptions): Inbox {
  return new FolderInbox(options);
}
