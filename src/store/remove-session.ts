import { MicrofactoryError } from '../engine/error.ts';
import { ownedSession, type SessionPlace } from './session.ts';
import { inStore } from './store-error.ts';

/**
 * Removes the folder of a session that never began. Throws `usage` when its journal holds, or ever held, anything;
 * `busy` when another process owns it.
 */
export async function removeUnbegunSession(place: SessionPlace): Promise<void> {
  const session = await ownedSession(place);
  if (session.journal.lastSeq > 0 || session.damage.length > 0) {
    await session.close();
    throw new MicrofactoryError({
      code: 'usage',
      message: `Session ${place.id} holds work and is not removed.`,
    });
  }
  // The lock is not released but goes with the folder: nobody can begin the session meanwhile.
  await session.journal.close();
  await inStore('remove the session', place.paths.dir, () => place.fileSystem.removeFolder(place.paths.dir));
}
