import { blobPath } from '../blobs.ts';
import { ifPresent, type FileSystem } from '../file-system.ts';
import type { HomePaths } from '../home.ts';
import { HashFilter } from './hash-filter.ts';
import { namedHashes } from './named-hashes.ts';
import type { StoredSession } from './stored-sessions.ts';

/** Which sessions should go; each part asks for itself, and without any nothing is chosen. */
export interface PruneRule {
  /** Those that rested longer than this. */
  readonly olderThanMs?: number | undefined;
  /** The oldest, until sessions and blobs take no more than this. */
  readonly maxBytes?: number | undefined;
}

export interface Choice {
  readonly fileSystem: FileSystem;
  readonly paths: HomePaths;
  /** Oldest first. */
  readonly sessions: readonly StoredSession[];
  /** Sessions that stay whatever the rule says. */
  readonly staying: ReadonlySet<string>;
  readonly now: number;
}

/** Returns the sessions that the rule asks for, also those of them that stay; oldest first. */
export async function chosenBy(rule: PruneRule, choice: Choice): Promise<StoredSession[]> {
  const { olderThanMs, maxBytes } = rule;
  const beyond = maxBytes === undefined ? new Set() : await beyondSize(maxBytes, choice);
  const isOld = ({ at }: StoredSession): boolean =>
    olderThanMs !== undefined && choice.now - at > olderThanMs;
  return choice.sessions.filter((session) => isOld(session) || beyond.has(session.id));
}

/**
 * Those that stay count first, then the others from the youngest on, each blob where it is first named: whoever no longer
 * fits is beyond, and so are all that are older.
 */
async function beyondSize(maxBytes: number, choice: Choice): Promise<Set<string>> {
  const { sessions, staying } = choice;
  const stays = sessions.filter(({ id }) => staying.has(id));
  const mayGo = sessions.filter(({ id }) => !staying.has(id));
  const seen = new HashFilter();
  const beyond = new Set<string>();
  let total = 0;
  for (const session of [...stays, ...mayGo.toReversed()]) {
    total += session.bytes + (await bytesFirstNamed(choice, session.id, seen));
    if (total > maxBytes && !staying.has(session.id)) beyond.add(session.id);
  }
  return beyond;
}

async function bytesFirstNamed({ fileSystem, paths }: Choice, id: string, seen: HashFilter): Promise<number> {
  let bytes = 0;
  for await (const hash of namedHashes(fileSystem, paths.session(id))) {
    if (seen.has(hash)) continue;
    seen.add(hash);
    bytes += (await ifPresent(fileSystem.stat(blobPath(paths.blobs, hash))))?.size ?? 0;
  }
  return bytes;
}
