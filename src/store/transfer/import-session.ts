import { createHash, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, createGunzip } from 'node:zlib';
import { extract, type Entry } from 'tar-stream';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Json } from '../../engine/json.ts';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { takeBlob } from '../blobs.ts';
import { stopIfCancelled } from '../cancelled.ts';
import { ifPresent, systemCode, type FileSystem } from '../file-system.ts';
import { sessionPaths, type HomePaths } from '../home.ts';
import { fileChunks } from '../journal/segment-bytes.ts';
import { readJournal } from '../journal/read-journal.ts';
import { writeJsonFile } from '../json-file.ts';
import { acquireLock } from '../lock/acquire-lock.ts';
import { inStore } from '../store-error.ts';
import { writeFully } from '../write-fully.ts';
import {
  LARGEST_FILE_BYTES,
  LARGEST_MANIFEST_BYTES,
  MANIFEST,
  readManifest,
  type ArchivedFile,
  type Manifest,
} from './manifest.ts';

const CHUNK_BYTES = 256 * 1024;
const CANCELLED = 'The import was cancelled: nothing of it stays.';
const decompress = promisify(brotliDecompress);

export interface ImportOptions {
  readonly fileSystem: FileSystem;
  readonly paths: HomePaths;
  /** The archive. */
  readonly source: string;
  /** Returns the id of the session that the entries begin, and its summary. */
  readonly summarise: (
    entries: AsyncIterable<JournalEntry>,
  ) => Promise<{ readonly id: string; readonly summary: Json }>;
  /** Ends it: throws `cancelled` then, and nothing stays. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Places the archive's session in the store, to be looked at only; returns its id. All of it is verified in a folder
 * aside first: what is refused (`usage`, one sentence) leaves nothing. Throws `store` when the disk refuses.
 */
export async function importSession(options: ImportOptions): Promise<string> {
  const { fileSystem, paths, source } = options;
  return inStore('import the session', source, async () => {
    const staging = join(paths.importing, randomUUID());
    await fileSystem.makeFolder(staging);
    // Whoever prunes sees by the lock that this import lives.
    const lock = await acquireLock({ dir: join(staging, 'lock'), fileSystem });
    try {
      const manifest = await unpacked(options, staging).catch((error: unknown) => {
        if (error instanceof MicrofactoryError || !isDamage(error)) throw error;
        throw refused(source, 'it is damaged, or no exported session');
      });
      await verifyContent(options, staging, manifest);
      await place(options, staging, manifest);
      return manifest.session_id;
    } finally {
      await lock.release().catch(ignored);
      await fileSystem.removeFolder(staging).catch(ignored);
    }
  });
}

/** The session is placed, or the first failure said; what can't be cleaned up here the next pruning removes. */
const ignored = (): void => undefined;

/** Unpacks what the manifest names, in its order, each with its size and checksum; anything else is refused. */
async function unpacked(options: ImportOptions, staging: string): Promise<Manifest> {
  const { fileSystem, paths, source } = options;
  let manifest: Manifest | undefined;
  let next = 0;
  for await (const entry of entriesOf(fileSystem, source)) {
    if (manifest === undefined) {
      manifest = await manifestOf(source, entry);
      await refuseKnown(fileSystem, paths, manifest.session_id);
      continue;
    }
    const expected = manifest.files[next];
    next += 1;
    if (expected === undefined || !isAs(entry, expected))
      throw refused(source, 'it holds something that its manifest does not name');
    await unpack(options, entry, expected, join(staging, ...stagedAt(expected.path)));
  }
  if (manifest === undefined || next < manifest.files.length) throw refused(source, 'it is not complete');
  return manifest;
}

function stagedAt(path: string): string[] {
  return path.startsWith('blobs/') ? path.split('/') : ['session', ...path.split('/')];
}

function isAs({ header }: Entry, { path, bytes }: ArchivedFile): boolean {
  return header.type === 'file' && header.name === path && header.size === bytes;
}

async function* entriesOf(fileSystem: FileSystem, source: string): AsyncGenerator<Entry> {
  const file = await fileSystem.open(source, 'r');
  try {
    const archive = extract();
    // The loop throws what the callback is told.
    pipeline(Readable.from(fileChunks(file, CHUNK_BYTES)), createGunzip(), archive, () => undefined);
    yield* archive;
  } finally {
    await file.close();
  }
}

/** True for what gzip and tar say of bytes that are not theirs; errors of the system have a name in capitals with E. */
function isDamage(error: unknown): boolean {
  const code = systemCode(error);
  return code === undefined || code.startsWith('Z_') || code.startsWith('ERR_');
}

async function manifestOf(source: string, entry: Entry): Promise<Manifest> {
  const { name, type, size = 0 } = entry.header;
  if (name !== MANIFEST || type !== 'file') throw refused(source, 'it does not begin with a manifest');
  if (size > LARGEST_MANIFEST_BYTES) throw refused(source, 'its manifest is too large');
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
  const manifest = readManifest(Buffer.concat(chunks).toString('utf8'));
  if (typeof manifest === 'string') throw refused(source, manifest);
  return manifest;
}

async function unpack(
  { fileSystem, source, signal }: ImportOptions,
  entry: Entry,
  expected: ArchivedFile,
  to: string,
): Promise<void> {
  await fileSystem.makeFolder(dirname(to));
  const file = await fileSystem.open(to, 'wx');
  const hash = createHash('sha256');
  try {
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      stopIfCancelled(signal, CANCELLED);
      hash.update(chunk);
      await writeFully(file, chunk);
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  if (hash.digest('hex') !== expected.sha256) throw refused(source, `its file ${expected.path} is damaged`);
}

async function verifyContent(options: ImportOptions, staging: string, manifest: Manifest): Promise<void> {
  const { fileSystem, source, signal } = options;
  for (const hash of hashesOf(manifest)) {
    stopIfCancelled(signal, CANCELLED);
    const stored = await fileSystem.readFile(join(staging, 'blobs', hash));
    const content = await decompress(stored, { maxOutputLength: LARGEST_FILE_BYTES }).catch(() => undefined);
    if (content === undefined || createHash('sha256').update(content).digest('hex') !== hash)
      throw refused(source, `its blob ${hash} does not hold what it says`);
  }
  const staged = sessionPaths(join(staging, 'session'));
  let last = 0;
  const counted = async function* () {
    for await (const entry of readJournal(staged.journal, { fileSystem })) {
      stopIfCancelled(signal, CANCELLED);
      last = entry.seq;
      yield entry;
    }
  };
  const { id, summary } = await options.summarise(counted());
  if (id !== manifest.session_id || last !== manifest.last_seq)
    throw refused(source, 'its journal is damaged');
  await writeJsonFile(fileSystem, staged.summary, summary);
  await writeJsonFile(fileSystem, staged.imported, { version: 1 });
}

function hashesOf({ files }: Manifest): string[] {
  return files.flatMap(({ path }) => (path.startsWith('blobs/') ? [path.slice('blobs/'.length)] : []));
}

/** Blobs first: a kill in between leaves some that nobody names, which pruning removes. */
async function place(
  { fileSystem, paths }: ImportOptions,
  staging: string,
  manifest: Manifest,
): Promise<void> {
  const { session_id: id } = manifest;
  for (const hash of hashesOf(manifest))
    await takeBlob({ fileSystem, dir: paths.blobs, hash, from: join(staging, 'blobs', hash) });
  const staged = join(staging, 'session');
  await fileSystem.syncFolder(join(staged, 'journal'));
  await ifPresent(fileSystem.syncFolder(join(staged, 'exchanges')));
  await fileSystem.syncFolder(staged);
  await refuseKnown(fileSystem, paths, id);
  await fileSystem.rename(staged, paths.session(id).dir);
  await fileSystem.syncFolder(paths.sessions);
}

async function refuseKnown(fileSystem: FileSystem, paths: HomePaths, id: string): Promise<void> {
  if ((await ifPresent(fileSystem.stat(paths.session(id).dir))) === undefined) return;
  const message = `Session ${id} is in ${paths.home} already, and is not imported again.`;
  throw new MicrofactoryError({ code: 'usage', message });
}

function refused(source: string, why: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message: `${source} is not imported: ${why}.` });
}
