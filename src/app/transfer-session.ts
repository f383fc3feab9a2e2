import { resolve } from 'node:path';
import type { Json } from '../engine/json.ts';
import type { SessionSummary } from '../protocol/session.ts';
import type { Store } from '../store/open-store.ts';
import { sessionSummary } from './view/session-summary.ts';
import { applyEntry, emptyView } from './view/session-view.ts';

/** Places an exported session in the store, with a summary made anew of its journal; returns its id. */
export async function importIntoStore(store: Store, path: string, signal?: AbortSignal): Promise<string> {
  const summarise: Parameters<Store['importSession']>[1] = async (entries) => {
    const view = emptyView();
    for await (const entry of entries) applyEntry(view, entry);
    return { id: view.id, summary: asImported(sessionSummary(view)) as unknown as Json };
  };
  return store.importSession(resolve(path), summarise, signal);
}

/** Returns the summary of a session that can only be looked at. */
export function asImported<Summary extends SessionSummary>(summary: Summary): Summary {
  return { ...summary, metadata: { ...summary.metadata, imported: true } };
}
