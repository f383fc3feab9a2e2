import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { MicrofactoryError } from '../../engine/error.ts';
import { isRecord, parseJson } from '../../engine/json.ts';
import type { TreeId } from '../../engine/ports/workspace.ts';

/** What a session knows of its workspace; written last, so its presence says that the creation was completed. */
export interface SessionRecord {
  readonly userRoot: string;
  readonly folder: string;
  readonly base: TreeId;
  /** The commit of the base, on top of the user's HEAD. */
  readonly baseCommit: string;
}

const VERSION = 1;

/** Returns the record, or undefined when the session's workspace was never completed; throws `store` when it is damaged. */
export async function readSessionRecord(sessionDir: string): Promise<SessionRecord | undefined> {
  const file = fileIn(sessionDir);
  const text = await textOf(file);
  if (text === undefined) return undefined;
  const parsed = parseJson(text);
  if (isRecord(parsed) && parsed['version'] === VERSION) {
    const { userRoot, folder, base, baseCommit } = parsed;
    if ([userRoot, folder, base, baseCommit].every((value) => typeof value === 'string'))
      return { userRoot, folder, base, baseCommit } as SessionRecord;
  }
  const message = `${file} is damaged or from another version; start a new session.`;
  throw new MicrofactoryError({ code: 'store', message });
}

/** Only a record that is not there means a new session: one that can't be read must not be replaced by a later snapshot. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    const message = `${file} can't be read; mend its permissions or the disk, then resume.`;
    throw new MicrofactoryError({ code: 'store', message, cause });
  }
}

/** Writes the record in one piece, and to the disk. */
export async function writeSessionRecord(sessionDir: string, record: SessionRecord): Promise<void> {
  const text = `${JSON.stringify({ version: VERSION, ...record }, undefined, 2)}\n`;
  await writeFileAtomic(fileIn(sessionDir), text);
}

function fileIn(sessionDir: string): string {
  return join(sessionDir, 'workspace.json');
}
