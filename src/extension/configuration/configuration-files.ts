import * as vscode from 'vscode';
import { SETTINGS } from '../ids.ts';
import { text } from '../settings/face-defaults.ts';
import { settingsFor } from '../settings/read-settings.ts';

const FILE = 'microfactory.yaml';

/** Documents that may be configuration; `isConfiguration` says which are. */
export const YAML: vscode.DocumentSelector = { language: 'yaml', scheme: 'file' };

/** True for a folder's microfactory.yaml, the one that settings name, and the one of the person's own. */
export function isConfiguration({ uri, languageId }: vscode.TextDocument): boolean {
  if (uri.scheme !== 'file' || languageId !== 'yaml') return false;
  if (/\/\.microfactory\/config\.yaml$/u.test(uri.path)) return true;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder !== undefined && uri.path.endsWith(`/${FILE}`)) return true;
  const named = namedConfiguration(folder?.uri);
  return named !== undefined && named.toString() === uri.toString();
}

/** Returns the file that the setting names, undefined when it names none. */
export function namedConfiguration(folder: vscode.Uri | undefined): vscode.Uri | undefined {
  const path = text(settingsFor(folder)(SETTINGS.configPath));
  return path === undefined ? undefined : vscode.Uri.file(path);
}

/** Returns a folder's configuration: the named one, else its microfactory.yaml, which may not exist. */
export function configurationOf(folder: vscode.WorkspaceFolder): vscode.Uri {
  return namedConfiguration(folder.uri) ?? vscode.Uri.joinPath(folder.uri, FILE);
}

/** True for a file that exists. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

/** Returns a file that ships with the extension, as text. */
export async function shippedText(context: vscode.ExtensionContext, ...path: string[]): Promise<string> {
  const uri = vscode.Uri.joinPath(context.extensionUri, ...path);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
