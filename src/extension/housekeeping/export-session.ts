import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { fileSize } from '../../protocol/file-size.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import { pickSession } from '../commands/pick-session.ts';
import { withCancel } from '../commands/with-cancel.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { askSummary } from '../sessions/ask-summary.ts';
import { isImported } from '../../protocol/is-imported.ts';
import { archiveFilter, homeFolder, pathOf } from './archive-files.ts';
import { archiveName } from './archive-name.ts';

/** Writes a session that rests into a file that a person chooses. Returns whether it was written. */
export async function exportSession(host: Host, argument: unknown): Promise<boolean> {
  const service = await host.engine.service();
  const title = t('Export Session');
  const fits = (session: SessionSummary): boolean => session.status !== 'running' && !isImported(session);
  const none = t('No session rests that could be exported.');
  const sessionId = await pickSession(host, argument, { title, fits, none });
  if (sessionId === undefined) return false;
  const { prompt } = await askSummary(service, sessionId);
  const target = await vscode.window.showSaveDialog({
    title,
    saveLabel: t('Export'),
    defaultUri: vscode.Uri.joinPath(homeFolder(), archiveName(prompt, sessionId)),
    filters: archiveFilter(),
  });
  if (target === undefined) return false;
  const bytes = await withCancel(t('Exporting the session'), (signal) =>
    written(target, async (path) => (await service.exportSession(sessionId, path, signal)).bytes),
  );
  const sentence = t('Exported to {0} ({1})', target.fsPath, fileSize(bytes));
  vscode.window.setStatusBarMessage(`$(check) ${sentence}`, 6000);
  return true;
}

/** The dialog has asked about a file that is there already: it is replaced when all of the new one is written. */
async function written(target: vscode.Uri, write: (path: string) => Promise<number>): Promise<number> {
  const path = pathOf(target);
  if (!(await isThere(target))) return write(path);
  const beside = vscode.Uri.file(`${path}.${randomUUID()}.new`);
  const bytes = await write(beside.fsPath);
  try {
    await vscode.workspace.fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await vscode.workspace.fs.delete(beside);
    throw error;
  }
  return bytes;
}

async function isThere(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
