import * as vscode from 'vscode';
import type { Finding } from '../../protocol/configuration.ts';
import { COMMANDS, SETTINGS_SECTION } from '../ids.ts';

type Way = readonly [command: string, ...args: unknown[]];

/** Carries out what mends a finding, or what comes closest to it. */
export async function mend(finding: Finding, folder: vscode.WorkspaceFolder): Promise<void> {
  const way = wayTo(finding, folder);
  if (way !== undefined) await vscode.commands.executeCommand(...way);
}

function wayTo({ remedy, subject }: Finding, folder: vscode.WorkspaceFolder): Way | undefined {
  switch (remedy) {
    case null:
      return undefined;
    case 'set-api-key':
      return [COMMANDS.setApiKey, subject ?? undefined];
    case 'choose-model':
      return [COMMANDS.chooseModel];
    case 'open-configuration':
    case 'open-verifier-help':
      return [COMMANDS.openConfiguration, folder.uri];
    case 'create-template':
      return [COMMANDS.createTemplate, subject ?? undefined];
    case 'trust-workspace':
      return ['workbench.trust.manage'];
    case 'open-settings':
      return ['workbench.action.openSettings', subject ?? `@ext:microfactory.${SETTINGS_SECTION}`];
    case 'show-log':
      return [COMMANDS.showLog];
  }
}
