import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { configurationOf, exists, isConfiguration, shippedText } from './configuration-files.ts';
import { firstConfiguration } from './first-configuration.ts';

/** Where configuration is to be looked at: a folder's, or the file that is being edited. */
export interface ConfigurationPlace {
  readonly uri: vscode.Uri;
  readonly folder: vscode.WorkspaceFolder | undefined;
}

/** Returns the configuration that is meant: the active one, else that of the folder a person picks; undefined when there is none. */
export async function chooseConfiguration(near?: unknown): Promise<ConfigurationPlace | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (active !== undefined && isConfiguration(active))
    return { uri: active.uri, folder: vscode.workspace.getWorkspaceFolder(active.uri) };
  const folder = await chooseFolder(near);
  return folder === undefined ? undefined : { uri: configurationOf(folder), folder };
}

/** Opens a folder's configuration; one that is missing is created from the shipped one when the person says so. */
export async function openConfiguration(host: Host, near?: unknown): Promise<void> {
  const folder = await chooseFolder(near);
  if (folder === undefined) return;
  const uri = configurationOf(folder);
  if (!(await exists(uri)) && !(await offerToCreate(host, uri))) return;
  await vscode.window.showTextDocument(uri);
}

async function chooseFolder(near: unknown): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const own = near instanceof vscode.Uri ? vscode.workspace.getWorkspaceFolder(near) : undefined;
  if (own !== undefined) return own;
  if (folders.length > 1)
    return await vscode.window.showWorkspaceFolderPick({
      placeHolder: t('The folder whose configuration is meant'),
    });
  if (folders.length === 0)
    void vscode.window.showInformationMessage(t('Open a folder first: its microfactory.yaml is meant.'));
  return folders[0];
}

async function offerToCreate({ context }: Host, uri: vscode.Uri): Promise<boolean> {
  const create = t('Create');
  const sentence = t('There is no {0} yet; everything has its default.', uri.fsPath);
  if ((await vscode.window.showInformationMessage(sentence, create)) !== create) return false;
  const shipped = await shippedText(context, 'microfactory.yaml');
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { contents: Buffer.from(firstConfiguration(shipped)), ignoreIfExists: true });
  return await vscode.workspace.applyEdit(edit);
}
