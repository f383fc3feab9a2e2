import { crc32 } from 'node:zlib';
import { isRecord, parseJson, type Json } from '../engine/json.ts';
import type { EntryMark } from './journal/entry-mark.ts';
import { ifPresent, nodeFileSystem, type FileSystem } from './file-system.ts';
import { replaceFile } from './replace-file.ts';
import { inStore } from './store-error.ts';

/** What a session had become after the journal's entry `seq`. */
export interface Snapshot {
  readonly seq: number;
  readonly state: Json;
}

/** A snapshot as it is kept: it says which journal it belongs to. */
export interface StoredSnapshot extends Snapshot, EntryMark {}

const VERSION = 2;
const SNAPSHOT = /^\{"crc":(\d{1,10}),(.*)$/s;

/**
 * Replaces the snapshot. Sync the journal up to `seq` before, or power loss may leave a snapshot of events that are gone.
 * Throws `store` when it cannot be written.
 */
export async function writeSnapshot(
  path: string,
  snapshot: StoredSnapshot,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<void> {
  const { seq, checksum, state } = snapshot;
  const body = `"v":${VERSION},"seq":${seq},"entry":"${checksum}","state":${JSON.stringify(state)}}`;
  await inStore('write the snapshot', path, () =>
    replaceFile(fileSystem, path, `{"crc":${crc32(body)},${body}`),
  );
}

/**
 * Returns the snapshot, or undefined when there is none that can be trusted (missing, damaged, of another version): the journal holds everything.
 * A caller also leaves out one whose entry the journal does not hold. Throws `store` when the file cannot be read.
 */
export async function readSnapshot(
  path: string,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<StoredSnapshot | undefined> {
  const bytes = await inStore('read the snapshot', path, () => ifPresent(fileSystem.readFile(path)));
  if (bytes === undefined) return undefined;
  const text = new TextDecoder().decode(bytes);
  const match = SNAPSHOT.exec(text);
  if (match === null || crc32(match[2] ?? '') !== Number(match[1])) return undefined;
  const value = parseJson(text);
  if (!isRecord(value) || value['v'] !== VERSION) return undefined;
  const { seq, entry, state } = value;
  return { seq: seq as number, checksum: entry as string, state: state as Json };
}
