import { resolve } from 'node:path';
import type { Json } from '../engine/json.ts';
import type { Store } from '../store/open-store.ts';
import { readView } from './view/read-view.ts';
import { sessionSummary } from './view/session-summary.ts';

/** Places an exported session in the store, with a summary made anew of its journal; returns its id. */
export async function importIntoStore(store: Store, path: string): Promise<string> {
  return store.importSession(resolve(path), async (entries) => {
    const view = await readView(entries);
    return { id: view.id, summary: sessionSummary(view) as unknown as Json };
  });
}
