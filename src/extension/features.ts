import { runCommands } from './commands/run-commands.ts';
import { sessionCommands } from './commands/session-commands.ts';
import { configurationFeature } from './configuration/configuration-feature.ts';
import { contextKeys } from './context/context-keys.ts';
import { diffsFeature } from './diffs/diffs-feature.ts';
import type { Feature } from './host.ts';
import { sessionsView } from './sidebar/sessions-view.ts';

/** All parts, in the order they are set up. Each sees the others only through the host and commands. */
export const FEATURES: readonly Feature[] = [
  contextKeys,
  sessionsView,
  runCommands,
  sessionCommands,
  diffsFeature,
  configurationFeature,
];
