import { MicrofactoryError } from '../../engine/error.ts';
import type { Git } from './git.ts';

/** Reads file contents by object name. */
export interface BlobReader {
  read(object: string): Promise<Uint8Array>;
}

const CACHE_BYTES = 64 * 1024 * 1024;

interface Waiting {
  readonly object: string;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Returns a reader that answers all requests of one tick with one process, and remembers recent contents. */
export function blobReader(git: Git, gitDir: string): BlobReader {
  const cache = new Map<string, Uint8Array>();
  let cached = 0;
  let waiting: Waiting[] = [];

  const remember = (object: string, bytes: Uint8Array): void => {
    cache.set(object, bytes);
    cached += bytes.length;
    for (const [oldest, content] of cache) {
      if (cached <= CACHE_BYTES) return;
      cache.delete(oldest);
      cached -= content.length;
    }
  };

  const answer = async (): Promise<void> => {
    const asked = waiting;
    waiting = [];
    try {
      const contents = await readAll(git, gitDir, [...new Set(asked.map((one) => one.object))]);
      for (const [object, bytes] of contents) if (!cache.has(object)) remember(object, bytes);
      for (const { object, resolve } of asked) resolve(contents.get(object) as Uint8Array);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };

  return {
    async read(object) {
      const known = cache.get(object);
      if (known !== undefined) return known;
      return new Promise((resolve, reject) => {
        if (waiting.push({ object, resolve, reject }) === 1) setImmediate(() => void answer());
      });
    },
  };
}

async function readAll(
  git: Git,
  gitDir: string,
  objects: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const stdin = objects.map((object) => `${object}\n`).join('');
  const { stdout } = await git({ args: ['cat-file', '--batch'], cwd: gitDir, gitDir, stdin });
  const contents = new Map<string, Uint8Array>();
  let at = 0;
  for (const object of objects) {
    const headerEnd = stdout.indexOf(10, at);
    const [, type, size] = stdout.toString('latin1', at, headerEnd).split(' ');
    if (type !== 'blob') throw missing(object, gitDir);
    const start = headerEnd + 1;
    at = start + Number(size) + 1;
    // Copied, so that a cached file does not keep the whole answer alive.
    contents.set(object, Uint8Array.prototype.slice.call(stdout, start, at - 1));
  }
  return contents;
}

function missing(object: string, gitDir: string): MicrofactoryError {
  const message = `The session's object store ${gitDir} has lost the file ${object}; the session cannot go on.`;
  return new MicrofactoryError({ code: 'workspace', message });
}
