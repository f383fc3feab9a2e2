import * as vscode from 'vscode';
import type { RunRequest } from '../../api/extension-api.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { startTask } from '../commands/start-task.ts';
import { trustedFolder } from '../commands/trusted-folder.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';

/** Begins what another extension asks for, in a folder of the workspace; undefined when a person thought better of it. */
export async function beginRequested(host: Host, request: RunRequest): Promise<string | undefined> {
  const { prompt, folder: wanted, dryRun = false, ...overrides } = request;
  const folder = await trustedFolder(host, wanted === undefined ? undefined : vscode.Uri.file(wanted.fsPath));
  if (folder === undefined) return undefined;
  if (wanted !== undefined && folder.uri.fsPath !== wanted.fsPath) throw notOpen(wanted.fsPath);
  return startTask(host, { prompt, folder, dryRun, overrides });
}

function notOpen(path: string): MicrofactoryError {
  const message = t('{0} is no folder of this workspace: open it first.', path);
  return new MicrofactoryError({ code: 'usage', message });
}
