import * as vscode from 'vscode';
import type { ProbeResult, RunOverrides } from '../../protocol/service.ts';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { plainMessage } from '../plain-line.ts';
import { folderSettings } from '../settings/read-settings.ts';

/** Asks the model one tiny question and shows the answer's sentence; undefined when a person didn't wait for it. */
export async function probeModel(
  host: Host,
  folder: vscode.Uri | undefined,
  overrides: RunOverrides = {},
): Promise<ProbeResult | undefined> {
  const title = t('Asking the model a tiny question…');
  const location = vscode.ProgressLocation.Notification;
  const result = await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (_progress, token) => {
      const gone = new Promise<undefined>((resolve) =>
        token.onCancellationRequested(() => resolve(undefined)),
      );
      const service = await host.engine.service();
      const probed = service.probe({ ...overrides, repoPath: folder?.fsPath, ...folderSettings(folder) });
      // Whoever cancelled wants to hear nothing of it any more.
      probed.catch(() => undefined);
      return Promise.race([probed, gone]);
    },
  );
  if (result !== undefined) void showResult(result);
  return result;
}

async function showResult({ ok, summary, key_source: source }: ProbeResult): Promise<void> {
  const key = source === null ? '' : ` ${t('The key came from {0}.', source)}`;
  const sentence = plainMessage(`${summary}${key}`);
  if (ok) return void vscode.window.showInformationMessage(sentence);
  const choose = t('Choose Model');
  if ((await vscode.window.showWarningMessage(sentence, choose)) === choose) {
    await vscode.commands.executeCommand(COMMANDS.chooseModel);
  }
}
