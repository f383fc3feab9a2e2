import { watch as watchFolder } from 'node:fs';
import { join } from 'node:path';
import { ifPresent, type FileSystem } from './file-system.ts';
import { isSessionId } from './session-id.ts';

/** A marker grows by a byte a change, and begins anew from here. */
const LARGEST_MARKER = 4_096;
/** Changes of that time are told together. */
const TOGETHER_MS = 250;
/** How often to look where the system doesn't tell of changes, and how soon to try again to be told. */
const POLL_MS = 3_000;

export interface ChangesOptions {
  /** The folder of markers: one file a session, which grows when the session changes. */
  readonly dir: string;
  readonly fileSystem: FileSystem;
}

/** Tells whoever watches, in whichever process, that a session changed. What goes wrong costs them their freshness only. */
export async function markChanged({ dir, fileSystem }: ChangesOptions, id: string): Promise<void> {
  const path = join(dir, id);
  try {
    await fileSystem.makeFolder(dir);
    const before = await ifPresent(fileSystem.stat(path));
    if (before !== undefined && before.size >= LARGEST_MARKER) await fileSystem.truncate(path, 0);
    const file = await fileSystem.open(path, 'a');
    await file.write(Uint8Array.of(46), 0, 1).finally(() => file.close());
  } catch {
    // The session itself is safe: its journal was written before.
  }
}

/** Calls back with the ids of sessions that changed; returns what ends it. Keeps no process alive. */
export function watchChanges(
  options: ChangesOptions,
  listener: (ids: readonly string[]) => void,
): () => void {
  const watch = new ChangesWatch(options, listener);
  void watch.begin();
  return () => watch.end();
}

class ChangesWatch {
  readonly #options: ChangesOptions;
  readonly #listener: (ids: readonly string[]) => void;
  readonly #changed = new Set<string>();
  #sizes: ReadonlyMap<string, number> = new Map();
  #telling: NodeJS.Timeout | undefined;
  #polling: NodeJS.Timeout | undefined;
  #stop: (() => void) | undefined;
  #ended = false;

  constructor(options: ChangesOptions, listener: (ids: readonly string[]) => void) {
    this.#options = options;
    this.#listener = listener;
  }

  async begin(): Promise<void> {
    const told = this.#watchFolder();
    this.#sizes = await this.#look();
    if (!told) this.#pollSoon();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#telling);
    clearTimeout(this.#polling);
    this.#stop?.();
  }

  /** False where the system doesn't tell: a network drive, watches that ran out, a folder that was removed. */
  #watchFolder(): boolean {
    try {
      const watcher = watchFolder(this.#options.dir, { persistent: false });
      const lost = (): void => {
        watcher.close();
        this.#pollSoon();
      };
      // An event of no session may mean that the folder itself is gone.
      watcher.on('change', (_kind, name) => (isSessionId(String(name)) ? this.#note(String(name)) : lost()));
      watcher.on('error', lost);
      this.#stop = () => watcher.close();
      return true;
    } catch {
      return false;
    }
  }

  #pollSoon(): void {
    if (this.#ended) return;
    clearTimeout(this.#polling);
    const again = async (): Promise<void> => {
      // Watched first, compared then: nothing falls in between.
      const told = !this.#ended && this.#watchFolder();
      await this.#compare();
      if (!told) this.#pollSoon();
    };
    this.#polling = setTimeout(() => void again(), POLL_MS).unref();
  }

  async #compare(): Promise<void> {
    const now = await this.#look();
    const ids = new Set([...now.keys(), ...this.#sizes.keys()]);
    for (const id of ids) if (now.get(id) !== this.#sizes.get(id)) this.#note(id);
    this.#sizes = now;
  }

  async #look(): Promise<ReadonlyMap<string, number>> {
    const { dir, fileSystem } = this.#options;
    const sizes = new Map<string, number>();
    // What can't be read now is looked at again with the next poll.
    for (const name of await fileSystem.readdir(dir).catch((): string[] => [])) {
      const stats = await fileSystem.stat(join(dir, name)).catch(() => undefined);
      if (stats !== undefined) sizes.set(name, stats.size);
    }
    return sizes;
  }

  #note(name: string): void {
    if (this.#ended || !isSessionId(name)) return;
    this.#changed.add(name);
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      const ids = [...this.#changed];
      this.#changed.clear();
      this.#listener(ids);
    }, TOGETHER_MS).unref();
  }
}
