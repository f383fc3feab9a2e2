import { isRecord } from '../../engine/json.ts';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import type { FileSystem } from '../file-system.ts';
import { openStore, type Store } from '../open-store.ts';
import type { OwnedSession } from '../session.ts';

export const HOME = '/base/home';
export const SESSION = '5ca1ab1e-0000-4000-8000-000000000001';
export const ROUNDS = 6;
/** Small, so that a few rounds make several segments and compaction has some to do. */
const SEGMENT_BYTES = 300;

/** What a counting session has become: the same however often it was interrupted. */
export interface Count {
  round: number;
  sum: number;
}

export const FINISHED: Count = { round: ROUNDS, sum: (ROUNDS * (ROUNDS + 1)) / 2 };

/** What was acknowledged, and must be there whatever happens afterwards. */
export interface Acknowledged {
  /** Last entry that survives a kill. */
  written: number;
  /** Last entry that survives power loss. */
  synced: number;
  /** Blobs by the round that stored them. */
  readonly blobs: Map<number, string>;
  summary: number;
}

export function nothingYet(): Acknowledged {
  return { written: 0, synced: 0, blobs: new Map(), summary: 0 };
}

/** Folds the entry into the count. */
function count(state: Count, { event }: JournalEntry): void {
  const { type, round } = event;
  if (type !== 'round-done') return;
  state.sum += Number(round);
  state.round = Number(round);
}

/** Returns what the session has become, by its whole journal, and the last entry's number. */
export async function wholeCount(session: OwnedSession): Promise<{ state: Count; lastSeq: number }> {
  const state = { round: 0, sum: 0 };
  let lastSeq = 0;
  for await (const entry of session.journal.entries()) {
    count(state, entry);
    lastSeq = entry.seq;
  }
  return { state, lastSeq };
}

/** Returns what the session has become, as resuming finds out: by its snapshot and what follows it. */
async function resumed(session: OwnedSession): Promise<Count> {
  const snapshot = await session.readSnapshot();
  const known = isRecord(snapshot?.state) ? (snapshot.state as unknown as Count) : { round: 0, sum: 0 };
  const state = { ...known };
  for await (const entry of session.journal.entries(snapshot?.seq)) count(state, entry);
  return state;
}

export function storeOn(fileSystem: FileSystem): Promise<Store> {
  return openStore({ home: HOME, fileSystem, segmentBytes: SEGMENT_BYTES });
}

/** Opens the counting session to go on with it; creates it when it is not there. */
export async function openedOn(store: Store): Promise<OwnedSession> {
  const exists = (await store.listSessions()).includes(SESSION);
  return exists ? store.openSession(SESSION, { write: true }) : store.createSession(SESSION);
}

async function playRound(session: OwnedSession, round: number, noted: Acknowledged) {
  const { journal } = session;
  const blob = await session.blobs.put(`blob of round ${round}`);
  noted.blobs.set(round, blob);
  journal.append({ type: 'round-begun', round });
  await journal.written();
  noted.written = journal.lastSeq;
  journal.append({ type: 'round-done', round, blob });
  const { lastSeq } = journal;
  await (round % 2 === 0 ? journal.written() : journal.synced());
  noted.written = lastSeq;
  if (round % 2 === 1) noted.synced = lastSeq;
}

/** Counts on to the last round; notes whatever is acknowledged. Resolves with what the session has become. */
export async function countOn(fileSystem: FileSystem, noted: Acknowledged): Promise<Count> {
  const store = await storeOn(fileSystem);
  const session = await openedOn(store);
  try {
    const state = await resumed(session);
    for (let round = state.round + 1; round <= ROUNDS; round += 1) {
      await playRound(session, round, noted);
      Object.assign(state, { round, sum: state.sum + round });
      const { lastSeq } = session.journal;
      if (round % 3 === 0) await session.writeSnapshot({ seq: lastSeq, state: { ...state } });
      if (round % 3 === 0) noted.synced = lastSeq;
      await store.writeSummary(SESSION, { round });
      noted.summary = round;
    }
    return state;
  } finally {
    await session.close();
  }
}

/** Removes the lock, as the end of the owning process would: that process is the test's, and lives. */
export async function forgetLock(fileSystem: FileSystem): Promise<void> {
  const dir = `${HOME}/sessions/${SESSION}`;
  const names = await fileSystem.readdir(dir).catch((): string[] => []);
  if (names.includes('lock')) await fileSystem.removeFolder(`${dir}/lock`);
}
