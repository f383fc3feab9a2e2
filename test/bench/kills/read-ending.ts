import { createHash } from 'node:crypto';
import type { JournalEvent } from '../../../src/engine/ports/journal.ts';
import type { SessionSummary } from '../../../src/protocol/session.ts';
import { openStore } from '../../../src/store/open-store.ts';

/** What a session came to. */
export interface Ending {
  readonly id: string;
  /** Undefined for one that was killed before it was listed. */
  readonly status: SessionSummary['status'] | undefined;
  /** Steps that were decided. */
  readonly steps: number;
  /** SHA-256 of what was accepted, step by step. */
  readonly digest: string;
}

/** Reads the only session of a store. Throws when a step was decided twice. */
export async function readEnding(home: string): Promise<Ending> {
  const store = await openStore({ home });
  const [id = ''] = await store.listSessions({});
  const hash = createHash('sha256');
  const seen = new Set<string>();
  for await (const { event } of store.readEntries(id)) {
    const state = acceptedState(event);
    if (state === undefined) continue;
    const step = String(event['step']);
    if (seen.has(step)) throw new Error(`step ${step} was decided twice`);
    seen.add(step);
    hash.update(`${step} ${state}\n`);
  }
  const summary = (await store.readSummary(id)) as SessionSummary | undefined;
  return { id, status: summary?.status, steps: seen.size, digest: hash.digest('hex') };
}

/** Steps that were decided at once say it in their one event, others when a candidate is accepted. */
function acceptedState(event: JournalEvent): string | undefined {
  const race = event['race'] as { readonly state?: string } | undefined;
  const state = race?.state ?? (event.type === 'candidate-accepted' ? event['state'] : undefined);
  return typeof state === 'string' ? state : undefined;
}
