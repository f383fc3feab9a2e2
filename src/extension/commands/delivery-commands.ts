import { deliver, undoDelivery } from '../delivery/deliver.ts';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { isImported } from '../../protocol/is-imported.ts';
import { commandFeature } from './command-feature.ts';
import { pickSession } from './pick-session.ts';

/** What brings a session's result into the folder, and takes it back. */
export const deliveryCommands = commandFeature('delivery commands', {
  [COMMANDS.deliver]: async (host, argument) => {
    const sessionId = await pickSession(host, argument, {
      title: t('Deliver'),
      fits: (session) => session.completed_steps > 0 && !isImported(session),
      none: t('No session has anything to deliver.'),
    });
    return sessionId === undefined ? false : deliver(host, sessionId);
  },
  [COMMANDS.undoDelivery]: undo,
});

async function undo(host: Host, argument: unknown): Promise<boolean> {
  const sessionId = await pickSession(host, argument, {
    title: t('Undo Delivery'),
    fits: (session) => session.metadata.delivered && !isImported(session),
    none: t('No session has delivered anything that could be undone.'),
  });
  return sessionId === undefined ? false : undoDelivery(host, { sessionId });
}
