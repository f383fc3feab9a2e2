import * as vscode from 'vscode';
import { t } from '../l10n.ts';

/** Returns the folder that a task is for: the only one, or the one that a person picks; undefined: none. */
export async function chooseFolder(near?: vscode.Uri): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const own = near === undefined ? undefined : vscode.workspace.getWorkspaceFolder(near);
  if (own !== undefined) return own;
  if (folders.length === 0) return offerToOpen();
  if (folders.length === 1) return folders[0];
  return vscode.window.showWorkspaceFolderPick({ placeHolder: t('Which folder is the task for?') });
}

async function offerToOpen(): Promise<undefined> {
  const open = t('Open Folder');
  const chosen = await vscode.window.showInformationMessage(
    t('A task works on a folder: open one first.'),
    open,
  );
  if (chosen === open) await vscode.commands.executeCommand('vscode.openFolder');
  return undefined;
}
