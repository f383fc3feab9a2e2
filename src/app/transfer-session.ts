import { resolve } from 'node:path';
import type { Json } from '../engine/json.ts';
import type { Store } from '../store/open-store.ts';
import { sessionSummary } from './view/session-summary.ts';
import { applyEntry, emptyView } from './view/session-view.ts';

/** Places an exported session in the store, with a summary made anew of its journal; returns its id. */
export async function importIntoStore(store: Store, path: string): Promise<string> {
  return store.importSession(resolve(path), async (entries) => {
    const view = emptyView();
    for await (const entry of entries) applyEntry(view, entry);
    return { id: view.id, summary: sessionSummary(view) as unknown as Json };
  });
}
