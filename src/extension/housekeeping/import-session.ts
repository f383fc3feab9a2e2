import * as vscode from 'vscode';
import { withCancel } from '../commands/with-cancel.ts';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { archiveFilter, homeFolder, pathOf } from './archive-files.ts';

/** Takes in an exported session that a person chooses, and shows it in the sidebar. Returns its id. */
export async function importSession(host: Host): Promise<string | undefined> {
  const service = await host.engine.service();
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: t('Import Session'),
      openLabel: t('Import'),
      defaultUri: homeFolder(),
      canSelectMany: false,
      filters: archiveFilter(),
    })) ?? [];
  if (chosen === undefined) return undefined;
  const path = pathOf(chosen);
  const { sessionId } = await withCancel(t('Importing the session'), (signal) =>
    service.importSession(path, signal),
  );
  host.sessions.follow(sessionId);
  await host.sessions.refresh();
  await vscode.commands.executeCommand(COMMANDS.revealSession, sessionId);
  const sentence = t('Imported: it can be looked at, and nothing else.');
  vscode.window.setStatusBarMessage(`$(archive) ${sentence}`, 6000);
  return sessionId;
}
