import { join } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';
import { isRecord, parseJson } from '../engine/json.ts';
import type { Approvals } from '../engine/ports/approvals.ts';
import { systemClock, type Clock } from '../engine/ports/clock.ts';
import { ifPresent, nodeFileSystem, type FileSystem } from './file-system.ts';
import { replaceFile } from './replace-file.ts';
import { inStore } from './store-error.ts';

const HASH = /^[0-9a-f]{64}$/;

export interface OpenApprovalsOptions {
  readonly dir: string;
  readonly fileSystem?: FileSystem;
  readonly clock?: Clock;
}

/** A file an approval: processes that approve at the same time cannot overwrite each other's. */
class FolderOfApprovals implements Approvals {
  readonly #dir: string;
  readonly #fileSystem: FileSystem;
  readonly #clock: Clock;

  constructor(options: OpenApprovalsOptions) {
    this.#dir = options.dir;
    this.#fileSystem = options.fileSystem ?? nodeFileSystem;
    this.#clock = options.clock ?? systemClock;
  }

  async has(hash: string): Promise<boolean> {
    const path = this.#pathOf(hash);
    const bytes = await inStore('read approvals', this.#dir, () =>
      ifPresent(this.#fileSystem.readFile(path)),
    );
    if (bytes === undefined) return false;
    const approval = parseJson(new TextDecoder().decode(bytes));
    // Fail closed: a file that does not say in full what it approves approves nothing.
    return isRecord(approval) && approval['version'] === 1 && approval['hash'] === hash;
  }

  async add(hash: string, what: string): Promise<void> {
    const approval = { version: 1, hash, what, at: this.#clock.now() };
    const path = this.#pathOf(hash);
    await inStore('remember an approval', this.#dir, async () => {
      await this.#fileSystem.makeFolder(this.#dir);
      await replaceFile(this.#fileSystem, path, `${JSON.stringify(approval, null, 2)}\n`);
    });
  }

  #pathOf(hash: string): string {
    if (HASH.test(hash)) return join(this.#dir, `${hash}.json`);
    throw new MicrofactoryError({
      code: 'internal',
      message: `An approval is bound to a sha-256 in hex, not to ${JSON.stringify(hash)}.`,
    });
  }
}

/** Returns the approvals of a folder, which appears with the first one. Its methods throw `store` when the disk refuses. */
export function openApprovals(options: OpenApprovalsOptions): Approvals {
  return new FolderOfApprovals(options);
}
