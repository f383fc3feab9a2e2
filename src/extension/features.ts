import { decisionCommands } from './commands/decision-commands.ts';
import { deliveryCommands } from './commands/delivery-commands.ts';
import { helpCommands } from './commands/help-commands.ts';
import { modelCommands } from './commands/model-commands.ts';
import { requestCommands } from './commands/request-commands.ts';
import { runCommands } from './commands/run-commands.ts';
import { sessionCommands } from './commands/session-commands.ts';
import { storeCommands } from './commands/store-commands.ts';
import { taskCommands } from './commands/task-commands.ts';
import { configurationFeature } from './configuration/configuration-feature.ts';
import { contextKeys } from './context/context-keys.ts';
import { diffsFeature } from './diffs/diffs-feature.ts';
import type { Feature } from './host.ts';
import { notifications } from './notifications/notifications.ts';
import { panelFeature } from './panel/panel-feature.ts';
import { followedAgain } from './sessions/followed-again.ts';
import { recovery } from './sessions/recovery.ts';
import { homeChanges } from './settings/home-changes.ts';
import { sessionsView } from './sidebar/sessions-view.ts';
import { waitingView } from './sidebar/waiting-view.ts';
import { statusBar } from './status-bar/status-bar.ts';
import { problemActions } from './tasks/problem-actions.ts';

/** All parts, in the order they are set up. Each sees the others only through the host and commands. */
export const FEATURES: readonly Feature[] = [
  contextKeys,
  waitingView,
  sessionsView,
  statusBar,
  notifications,
  recovery,
  followedAgain,
  homeChanges,
  runCommands,
  taskCommands,
  sessionCommands,
  requestCommands,
  storeCommands,
  decisionCommands,
  deliveryCommands,
  modelCommands,
  helpCommands,
  problemActions,
  diffsFeature,
  panelFeature,
  configurationFeature,
];
