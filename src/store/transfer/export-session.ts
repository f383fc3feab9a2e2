import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import { MicrofactoryError } from '../../engine/error.ts';
import { blobPath } from '../blobs.ts';
import { stopIfCancelled } from '../cancelled.ts';
import { ifPresent, type FileSystem, type OpenFile } from '../file-system.ts';
import type { HomePaths } from '../home.ts';
import { namedHashes } from '../housekeeping/named-hashes.ts';
import { fileChunks } from '../journal/segment-bytes.ts';
import { listSegments } from '../journal/segments.ts';
import { replaceWith } from '../replace-file.ts';
import type { OwnedSession } from '../session.ts';
import { inStore } from '../store-error.ts';
import { writeFully } from '../write-fully.ts';
import { ARCHIVE_FORMAT, MANIFEST, type ArchivedFile, type Manifest } from './manifest.ts';

const CHUNK_BYTES = 256 * 1024;

export interface ExportOptions {
  readonly fileSystem: FileSystem;
  readonly paths: HomePaths;
  /** Owned, so that nothing changes meanwhile. */
  readonly session: OwnedSession;
  /** The archive to write; it must not be there. */
  readonly target: string;
  /** Ends it: throws `cancelled` then, and nothing stays. */
  readonly signal?: AbortSignal | undefined;
}

interface Source extends ArchivedFile {
  readonly from: string;
}

/**
 * Writes journal, snapshot, record of requests and the blobs that they name into one archive, beside it and renamed: a kill leaves all of it, or
 * a file beside that the next export to there removes. Memory grows only with the number of files. Throws `usage` when there
 * is such a file already, else `store`.
 */
export async function exportSession(options: ExportOptions): Promise<{ readonly bytes: number }> {
  const { fileSystem, session, target } = options;
  return inStore('export the session', target, async () => {
    if ((await ifPresent(fileSystem.stat(target))) !== undefined) throw taken(target);
    await session.journal.synced();
    const sources: Source[] = [];
    for await (const source of filesOf(options)) sources.push(source);
    const files = sources.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
    const last_seq = session.journal.lastSeq;
    const manifest: Manifest = { format: ARCHIVE_FORMAT, session_id: session.id, last_seq, files };
    // Only who owns the session writes by this name: what is there a killed export left.
    const beside = `${target}.${session.id}.tmp`;
    await ifPresent(fileSystem.unlink(beside));
    let bytes = 0;
    const fill = async (file: OpenFile): Promise<void> => {
      const archive = pack();
      const written = pipeline(archive, createGzip({ level: 3 }), async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) {
          await writeFully(file, chunk);
          bytes += chunk.length;
        }
      });
      const both = [written, packed(options, archive, manifest, sources)];
      try {
        await Promise.all(both);
      } finally {
        // One that fails makes the other fail, which still holds a file.
        await Promise.allSettled(both);
      }
    };
    await replaceWith(fileSystem, target, fill, { beside });
    return { bytes };
  });
}

async function* filesOf(options: ExportOptions): AsyncGenerator<Source> {
  const { fileSystem, paths, session } = options;
  for (const folder of ['journal', 'exchanges'] as const)
    for (const segment of await listSegments(fileSystem, session.paths[folder]))
      yield summed(options, segment.path, `${folder}/${basename(segment.path)}`);
  if ((await ifPresent(fileSystem.stat(session.paths.snapshot))) !== undefined)
    yield summed(options, session.paths.snapshot, 'snapshot.json');
  const seen = new Set<string>();
  for await (const hash of namedHashes(fileSystem, session.paths)) {
    if (seen.has(hash)) continue;
    seen.add(hash);
    const from = blobPath(paths.blobs, hash);
    // Not everything that looks like a hash is one of a blob.
    if ((await ifPresent(fileSystem.stat(from))) !== undefined) yield summed(options, from, `blobs/${hash}`);
  }
}

async function summed(options: ExportOptions, from: string, path: string): Promise<Source> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunksOf(options, from)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { path, bytes, sha256: hash.digest('hex'), from };
}

async function* chunksOf({ fileSystem, signal }: ExportOptions, path: string): AsyncGenerator<Buffer> {
  const file = await fileSystem.open(path, 'r');
  try {
    for await (const chunk of fileChunks(file, CHUNK_BYTES)) {
      stopIfCancelled(signal, 'The export was cancelled: nothing was written.');
      yield chunk;
    }
  } finally {
    await file.close();
  }
}

async function packed(
  options: ExportOptions,
  archive: Pack,
  manifest: Manifest,
  sources: readonly Source[],
): Promise<void> {
  try {
    const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
    await added(archive, { path: MANIFEST, bytes: text.length }, [text]);
    for (const source of sources) await added(archive, source, chunksOf(options, source.from));
    archive.finalize();
  } catch (error) {
    archive.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function added(
  archive: Pack,
  { path, bytes }: Pick<Source, 'path' | 'bytes'>,
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<void> {
  const header = { name: path, size: bytes, mode: 0o600, mtime: new Date(0) };
  let entry: ReturnType<Pack['entry']> | undefined;
  const done = new Promise<void>((resolve, reject) => {
    entry = archive.entry(header, (error) => (error ? reject(error) : resolve()));
    // The callback has it too, but an error that nobody hears ends the process.
    entry.on('error', reject);
  });
  const filled = async (): Promise<void> => {
    for await (const chunk of chunks)
      if (entry?.write(chunk) === false) await Promise.race([once(entry, 'drain'), done]);
    entry?.end();
  };
  await Promise.all([filled(), done]);
}

function taken(target: string): MicrofactoryError {
  const message = `There is a file ${target} already: give another name, or delete it first.`;
  return new MicrofactoryError({ code: 'usage', message });
}
