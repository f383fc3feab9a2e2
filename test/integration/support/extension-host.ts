import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension/extension.ts';
import type { Host } from '../../../src/extension/host.ts';

/** Returns what the extension's parts share; throws when the runner didn't say that this is a test. */
export async function extensionHost(): Promise<Host> {
  const extension = vscode.extensions.getExtension<Api>('microfactory.microfactory');
  const host = (await extension?.activate())?.host;
  assert.ok(host, 'the extension gives its host to tests only: is MICROFACTORY_TEST set?');
  return host;
}

/** Returns a file's URI in the workspace of the tests. */
export function inWorkspace(...path: string[]): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, ...path);
}

/** Returns a file's bytes as text, byte order mark and line endings included. */
export async function textOnDisk(uri: vscode.Uri): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
}
