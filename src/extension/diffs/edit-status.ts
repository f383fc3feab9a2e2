import * as vscode from 'vscode';
import { t } from '../l10n.ts';

/** Long enough to be read, then gone. */
const STATUS_MS = 6000;

/** Says in the status bar what became of edits. */
export function say(sentence: string): void {
  vscode.window.setStatusBarMessage(sentence, STATUS_MS);
}

/** Says that an answer was sent with edits. */
export function sayApproved(): void {
  say(t('Microfactory: the answer was approved with your edits; they are verified like any other.'));
}
