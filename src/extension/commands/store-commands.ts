import { COMMANDS } from '../ids.ts';
import { exportSession } from '../housekeeping/export-session.ts';
import { importSession } from '../housekeeping/import-session.ts';
import { pruneSessions } from '../housekeeping/prune-sessions.ts';
import { commandFeature } from './command-feature.ts';

/** What keeps the store of sessions small, and carries sessions to another. */
export const storeCommands = commandFeature('store commands', {
  [COMMANDS.prune]: pruneSessions,
  [COMMANDS.exportSession]: exportSession,
  [COMMANDS.importSession]: importSession,
});
