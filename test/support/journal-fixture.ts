import { join } from 'node:path';
import { FlowRunner } from '../../src/engine/flow/runner.ts';
import { makerKind } from '../../src/engine/maker/maker-kind.ts';
import type { MakerEnvironment } from '../../src/engine/maker/environment.ts';
import type { Journal, JournalEntry } from '../../src/engine/ports/journal.ts';
import { readJournal } from '../../src/store/journal/read-journal.ts';
import { readSnapshot } from '../../src/store/snapshot.ts';

/** What a recorded session comes to, as far as people and later steps see it. */
export interface FoldedFixture {
  readonly lastSeq: number;
  /** How many events of each type there are. */
  readonly types: Readonly<Record<string, number>>;
  readonly status: string;
  readonly summary: string;
  readonly totals: object;
  readonly spent: Readonly<Record<string, number>>;
  readonly waiting: readonly string[];
  readonly acceptedState: string | null;
}

/** The journal of a folder, to read only. */
function readOnly(dir: string, seen: JournalEntry[]): Journal {
  const refuse = (): never => {
    throw new Error('A fixture is not written to.');
  };
  return {
    append: refuse,
    isBehind: false,
    written: () => Promise.resolve(),
    synced: () => Promise.resolve(),
    async *entries(afterSeq) {
      for await (const entry of readJournal(dir, { afterSeq: afterSeq ?? 0 })) {
        seen.push(entry);
        yield entry;
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Folds the recorded session in the folder; `begin` says whether with its snapshot, if that can be used, or its first event. */
export async function foldedFixture(dir: string, begin: 'snapshot' | 'journal'): Promise<FoldedFixture> {
  const snapshot = begin === 'snapshot' ? await readSnapshot(join(dir, 'snapshot.json')) : undefined;
  const seen: JournalEntry[] = [];
  const journal = readOnly(join(dir, 'journal'), seen);
  // Folding touches nothing outside.
  const runner = new FlowRunner({ kind: makerKind, journal, environment: {} as MakerEnvironment });
  await runner.load(snapshot && { seq: snapshot.seq, snapshot: snapshot.state });
  const types: Record<string, number> = {};
  for (const { event } of seen) types[event.type] = (types[event.type] ?? 0) + 1;
  const { status, summary, totals, spent, waiting, session } = runner.state;
  return {
    lastSeq: seen.at(-1)?.seq ?? snapshot?.seq ?? 0,
    types,
    status,
    summary,
    totals,
    spent,
    waiting: [...waiting],
    acceptedState: session.acceptedState ?? null,
  };
}
