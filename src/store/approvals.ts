import { MicrofactoryError } from '../engine/error.ts';
import { isRecord, parseJson } from '../engine/json.ts';
import type { Approvals } from '../engine/ports/approvals.ts';
import { systemClock, type Clock } from '../engine/ports/clock.ts';
import { ifPresent, nodeFileSystem, type FileSystem } from './file-system.ts';
import { replaceFile } from './replace-file.ts';
import { inStore } from './store-error.ts';

type Recorded = Record<string, { readonly what: string; readonly at: number }>;

const WRITE_TRIES = 20;

export interface OpenApprovalsOptions {
  readonly path: string;
  readonly fileSystem?: FileSystem;
  readonly clock?: Clock;
}

class ApprovalsFile implements Approvals {
  readonly #path: string;
  readonly #fileSystem: FileSystem;
  readonly #clock: Clock;
  #adding: Promise<unknown> = Promise.resolve();

  constructor(options: OpenApprovalsOptions) {
    this.#path = options.path;
    this.#fileSystem = options.fileSystem ?? nodeFileSystem;
    this.#clock = options.clock ?? systemClock;
  }

  async has(hash: string): Promise<boolean> {
    return Object.hasOwn(await this.#read(), hash);
  }

  add(hash: string, what: string): Promise<void> {
    const added = this.#adding.then(() => this.#addNow(hash, what));
    this.#adding = added.catch(() => undefined);
    return added;
  }

  async #addNow(hash: string, what: string): Promise<void> {
    // Another process may replace the file between our reading and writing: look, and write again.
    for (let tries = 0; tries < WRITE_TRIES; tries += 1) {
      const approved = await this.#read();
      if (Object.hasOwn(approved, hash)) return;
      const content = { version: 1, approved: { ...approved, [hash]: { what, at: this.#clock.now() } } };
      await inStore('remember an approval', this.#path, () =>
        replaceFile(this.#fileSystem, this.#path, `${JSON.stringify(content, null, 2)}\n`),
      );
    }
    throw this.#failure('is being changed by another process all the time; try again');
  }

  async #read(): Promise<Recorded> {
    const bytes = await inStore('read approvals', this.#path, () =>
      ifPresent(this.#fileSystem.readFile(this.#path)),
    );
    if (bytes === undefined) return {};
    const value = parseJson(new TextDecoder().decode(bytes));
    const approved = isRecord(value) && value['version'] === 1 ? value['approved'] : undefined;
    // Fail closed: what cannot be read approves nothing, and is not overwritten either.
    if (!isRecord(approved)) {
      throw this.#failure('cannot be understood; correct it, or delete it to be asked again');
    }
    return approved as Recorded;
  }

  #failure(what: string): MicrofactoryError {
    return new MicrofactoryError({ code: 'store', message: `The file ${this.#path} ${what}.` });
  }
}

/** Returns the approvals of a file, which appears with the first one. Its methods throw `store` when the file is damaged. */
export function openApprovals(options: OpenApprovalsOptions): Approvals {
  return new ApprovalsFile(options);
}
