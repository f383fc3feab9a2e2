import { compactJournal } from '../../store/journal/compact-journal.ts';
import { openStore } from '../../store/open-store.ts';
import { folderSize } from './folder-size.ts';

/** Compacts the journal of a session that rests, and returns the bytes of the whole store then. */
export async function leftOnDisk(home: string, sessionId: string): Promise<number> {
  const store = await openStore({ home });
  await compactJournal(store.paths.session(sessionId).journal);
  return folderSize(home);
}
