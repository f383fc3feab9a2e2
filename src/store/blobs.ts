import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { MicrofactoryError } from '../engine/error.ts';
import type { Blobs } from '../engine/ports/blobs.ts';
import { ifPresent, nodeFileSystem, type FileSystem } from './file-system.ts';
import { replaceFile } from './replace-file.ts';
import { inStore } from './store-error.ts';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
// The best quality takes a hundred times as long for a few percent.
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const HASH = /^[0-9a-f]{64}$/;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function notFound(hash: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'not-found', message: `No blob has the hash ${hash}.` });
}

function damaged(hash: string, path: string, cause?: unknown): MicrofactoryError {
  const message = `The blob ${hash} is damaged: its file ${path} no longer holds what was stored.`;
  return new MicrofactoryError({ code: 'store', message, cause });
}

/** Returns the file of a blob in the folder of blobs. */
export function blobPath(dir: string, hash: string): string {
  return join(dir, hash.slice(0, 2), hash.slice(2));
}

/** Returns the folder in which blobs lie, under their hash, while pruning decides on them. */
export function blobsAside(dir: string): string {
  return join(dir, 'aside');
}

/**
 * A blob that is there counts as written now: pruning leaves young blobs alone, named in a journal or not. Its name is
 * synced: whoever stored it may have been killed, or not have come to this yet. False when it is not there.
 */
async function isKept(fileSystem: FileSystem, path: string): Promise<boolean> {
  const touched = fileSystem.touch(path).then(() => true);
  if ((await ifPresent(touched)) === undefined) return false;
  await fileSystem.syncFolder(dirname(path));
  return true;
}

/** Moves the file `from`, which holds the verified blob as it is stored, into the folder of blobs. Rejects with the system's error. */
export async function takeBlob(options: {
  readonly fileSystem: FileSystem;
  readonly dir: string;
  readonly hash: string;
  readonly from: string;
}): Promise<void> {
  const { fileSystem, dir, hash, from } = options;
  const path = blobPath(dir, hash);
  if (!(await isKept(fileSystem, path))) {
    await fileSystem.makeFolder(dirname(path));
    await fileSystem.rename(from, path);
    await fileSystem.syncFolder(dirname(path));
  }
  await fileSystem.syncFolder(dir);
}

class FolderOfBlobs implements Blobs {
  readonly #dir: string;
  readonly #fileSystem: FileSystem;

  constructor(dir: string, fileSystem: FileSystem) {
    this.#dir = dir;
    this.#fileSystem = fileSystem;
  }

  #pathOf(hash: string): string {
    return blobPath(this.#dir, hash);
  }

  put(content: string | Uint8Array): Promise<string> {
    return inStore('store a blob', this.#dir, async () => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      const hash = sha256(bytes);
      const path = this.#pathOf(hash);
      if (!(await isKept(this.#fileSystem, path))) {
        await this.#fileSystem.makeFolder(dirname(path));
        await replaceFile(this.#fileSystem, path, await compress(bytes, COMPRESSION));
      }
      await this.#fileSystem.syncFolder(this.#dir);
      return hash;
    });
  }

  async get(hash: string): Promise<Uint8Array> {
    if (!HASH.test(hash)) throw notFound(hash);
    const path = this.#pathOf(hash);
    const stored = await inStore('read a blob', this.#dir, () => this.#stored(hash));
    if (stored === undefined) throw notFound(hash);
    const bytes = await decompress(stored).catch((cause: unknown) => {
      throw damaged(hash, path, cause);
    });
    if (sha256(bytes) !== hash) throw damaged(hash, path);
    return bytes;
  }

  /** Pruning moves a blob aside before it looks at its age for the last time, and may move it back. */
  async #stored(hash: string): Promise<Uint8Array | undefined> {
    const path = this.#pathOf(hash);
    for (const place of [path, join(blobsAside(this.#dir), hash), path]) {
      const bytes = await ifPresent(this.#fileSystem.readFile(place));
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }

  async getText(hash: string): Promise<string> {
    return new TextDecoder().decode(await this.get(hash));
  }
}

/** Returns the blobs of a folder, which appears with the first `put`. */
export function openBlobs(options: { readonly dir: string; readonly fileSystem?: FileSystem }): Blobs {
  return new FolderOfBlobs(options.dir, options.fileSystem ?? nodeFileSystem);
}
