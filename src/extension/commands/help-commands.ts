import * as vscode from 'vscode';
import { doctor } from '../doctor/doctor.ts';
import { COMMANDS, WALKTHROUGH } from '../ids.ts';
import { commandFeature } from './command-feature.ts';

/** What tells whether all is ready, and how to begin. */
export const helpCommands = commandFeature('help commands', {
  [COMMANDS.doctor]: doctor,
  [COMMANDS.showLog]: ({ log }) => log.show(true),
  [COMMANDS.openWalkthrough]: ({ context }) => {
    const walkthrough = `${context.extension.id}#${WALKTHROUGH}`;
    return vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
  },
});
