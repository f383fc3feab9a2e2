import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { MicrofactoryError } from '../../engine/error.ts';
import { t } from '../l10n.ts';

/** What file dialogs offer for exported sessions. */
export const archiveFilter = (): Record<string, string[]> => ({ [t('Exported sessions')]: ['gz'] });

export function homeFolder(): vscode.Uri {
  return vscode.Uri.file(homedir());
}

/** Returns the path of a file that a person chose. Throws `usage` for one that the engine can't reach. */
export function pathOf(file: vscode.Uri): string {
  if (file.scheme === 'file') return file.fsPath;
  const message = t('Choose a file on the machine where Microfactory runs.');
  throw new MicrofactoryError({ code: 'usage', message });
}
