import * as vscode from 'vscode';
import { classified } from '../engine/error.ts';
import { COMMANDS } from './ids.ts';
import { t } from './l10n.ts';
import { plainMessage } from './plain-line.ts';

/** Shows an error as one sentence with the way to the log, or to workspace trust where that is what is missing. */
export function showFailure(error: unknown, log: vscode.LogOutputChannel): void {
  const failure = classified(error);
  log.error(error instanceof Error ? error : failure.message);
  if (failure.code === 'cancelled') return;
  const way = vscode.workspace.isTrusted
    ? { title: t('Show Log'), command: COMMANDS.showLog }
    : { title: t('Manage Workspace Trust'), command: 'workbench.trust.manage' };
  void vscode.window.showErrorMessage(plainMessage(failure.message), way).then((chosen) => {
    if (chosen !== undefined) void vscode.commands.executeCommand(chosen.command);
  });
}
