import { isRecord } from '../../engine/json.ts';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { formatLine } from '../../store/journal/line.ts';
import { openStore } from '../../store/open-store.ts';
import { Tower, type Move } from './tower.ts';

/** What a session's journal says, as read by somebody who knows the puzzle and nothing of how it was solved. */
export interface Audit {
  /** All lines of the journal, uncompressed. */
  readonly bytes: number;
  readonly moves: number;
  readonly wrong: string | undefined;
}

/** Plays the moves that were decided, in the order of the journal, by the puzzle's own rules. */
export async function auditJournal(home: string, sessionId: string, disks: number): Promise<Audit> {
  const store = await openStore({ home });
  const tower = new Tower(disks);
  let bytes = 0;
  for await (const entry of store.readEntries(sessionId)) {
    bytes += Buffer.byteLength(formatLine(entry.seq, entry.at, entry.event));
    const move = decidedMove(entry);
    if (move !== undefined) tower.play(move);
  }
  return { bytes, moves: tower.moves, wrong: tower.verdict() };
}

function decidedMove({ event }: JournalEntry): Move | undefined {
  const { race } = event;
  return isRecord(race) ? moveOfState(String(race['state'])) : undefined;
}

const STATE = /^(\d+)([ABC])([ABC]) /;

/** Returns the move that an accepted state begins with: `3AC …` is disk 3 from A to C. An impossible one where it says none. */
export function moveOfState(state: string): Move {
  const match = STATE.exec(state);
  return { disk: Number(match?.[1]), from: pegNumber(match?.[2]), to: pegNumber(match?.[3]) };
}

function pegNumber(peg = ''): number {
  return peg === '' ? -1 : 'ABC'.indexOf(peg);
}
