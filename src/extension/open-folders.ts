import * as vscode from 'vscode';

/** Returns the paths of the folders that are open. */
export function openFolders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
}
