import * as vscode from 'vscode';
import { t } from '../l10n.ts';

/** A task works on what is on disk: asks what is to become of unsaved files. False: don't start. */
export async function savedFirst(folder: vscode.WorkspaceFolder): Promise<boolean> {
  const unsaved = vscode.workspace.textDocuments.filter((document) => isUnsavedIn(document, folder));
  if (unsaved.length === 0) return true;
  const names = unsaved.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', ');
  const save = t('Save and Run');
  const run = t('Run Without Saving');
  const message = t('Some files are not saved; a task works on what is on disk.');
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail: names }, save, run);
  if (answer === run) return true;
  if (answer !== save) return false;
  const saved = await Promise.all(unsaved.map((document) => document.save()));
  return saved.every((each) => each);
}

function isUnsavedIn(document: vscode.TextDocument, folder: vscode.WorkspaceFolder): boolean {
  if (!document.isDirty || document.uri.scheme !== folder.uri.scheme) return false;
  return vscode.workspace.getWorkspaceFolder(document.uri)?.index === folder.index;
}
