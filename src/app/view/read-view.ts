import type { JournalEntry } from '../../engine/ports/journal.ts';
import { applyEntry, emptyView, type SessionView } from './session-view.ts';

/** Returns the view that the entries fold into. */
export async function readView(entries: AsyncIterable<JournalEntry>): Promise<SessionView> {
  const view = emptyView();
  for await (const entry of entries) applyEntry(view, entry);
  return view;
}
